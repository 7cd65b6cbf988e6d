import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { refuseUnwritable, replaceFile } from "./replace-file.js";

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cuijian-replace-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("replaceFile", () => {
  it("makes a file, replaces it, and leaves nothing else in the folder", () => {
    replaceFile(at("model.json"), "one");
    replaceFile(at("model.json"), "two");
    expect(readFileSync(at("model.json"), "utf8")).toBe("two");
    expect(readdirSync(folder)).toEqual(["model.json"]);
  });

  it("keeps the permissions of the file, and a link a link", () => {
    writeFileSync(at("model.json"), "one", { mode: 0o600 });
    symlinkSync("model.json", at("latest.json"));
    replaceFile(at("latest.json"), "two");
    expect(readlinkSync(at("latest.json"))).toBe("model.json");
    expect(readFileSync(at("model.json"), "utf8")).toBe("two");
    expect(statSync(at("model.json")).mode & 0o777).toBe(0o600);
  });

  it("writes to a device rather than putting a file in its place", () => {
    replaceFile("/dev/null", "gone");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    expect(() => replaceFile("/dev/full", "gone")).toThrow("/dev/full  cannot be written: no space left on device");
  });
});

describe("refuseUnwritable", () => {
  it("tells before anything is written what cannot be, and changes nothing", () => {
    mkdirSync(at("models"));
    writeFileSync(at("model.json"), "one");
    expect(() => refuseUnwritable(at("models"))).toThrow("cannot be written: illegal operation on a directory");
    expect(() => refuseUnwritable(at("nowhere/model.json"))).toThrow("cannot be written: no such file or directory");
    expect(() => refuseUnwritable(at("model.json/x"))).toThrow(UserError);
    refuseUnwritable(at("model.json"));
    refuseUnwritable(at("new.json"));
    expect(readFileSync(at("model.json"), "utf8")).toBe("one");
    expect(readdirSync(folder).sort()).toEqual(["model.json", "models"]);
  });
});
