import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathFrom, uriOf } from "./path.js";

describe("a path in a report", () => {
  it.each([
    ["templates/a.yml", "templates/a.yml"],
    ["./templates//a.yml", "templates/a.yml"],
    ["templates/../a.yml", "a.yml"],
    ["../other/a.yml", "../other/a.yml"],
    ["/srv/repo/templates/a.yml", "templates/a.yml"],
    ["/srv/repository/a.yml", "/srv/repository/a.yml"],
    ["/a.yml", "/a.yml"],
    ["stdin", "stdin"],
    ["a\\b.yml", "a\\b.yml"],
  ])("%s is %s", (file, path) => expect(pathFrom(file, "/srv/repo")).toBe(path));

  it("has forward slashes where the system has others", () => {
    expect(pathFrom("templates\\a.yml", "C:\\repo")).toBe("templates/a.yml");
    expect(pathFrom("C:\\repo\\templates\\a.yml", "C:\\repo\\")).toBe("templates/a.yml");
    expect(pathFrom("D:\\a.yml", "C:\\repo")).toBe("D:/a.yml");
  });
});

describe("a URI", () => {
  it.each([
    ["贷后 模板/50%:#?.yml", "%E8%B4%B7%E5%90%8E%20%E6%A8%A1%E6%9D%BF/50%25%3A%23%3F.yml"],
    ["a\\b.yml", "a%5Cb.yml"],
    ["/srv/other/a b.yml", "file:///srv/other/a%20b.yml"],
    ["D:/a b.yml", "file:///D:/a%20b.yml"],
    ["half\ud800.yml", "half%EF%BF%BD.yml"],
  ])("of %s is %s", (path, uri) => expect(uriOf(path)).toBe(uri));

  it("of a relative path leads back to it", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 }).filter((part) => !part.includes("/") && !/^\.\.?$/.test(part));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (parts) => {
        const uri = uriOf(parts.join("/"));
        expect(decodeURIComponent(new URL(uri, "file:///").pathname)).toBe(`/${parts.join("/").replace(/\p{Cs}/gu, "\ufffd")}`);
        expect(uri).toMatch(/^[\w!'()*~./%-]+$/);
      }),
    );
  });
});
