import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { ALL, both, type Characters, charactersOf, has, NONE, union, without } from "./characters.js";

/*
 * How much work a pattern can make of a message, at worst.
 *
 * V8 searches by backtracking: from every position of the text it tries one way through the pattern after
 * another. Let an *arrival* be one way, from one start, to have matched the pattern up to some element and to
 * stand at some position of the text. All that the engine does is go through arrivals, a step each, and it
 * goes through none twice. So a bound on the arrivals at each element bounds the search. Two are counted:
 *
 *  - `here`: arrivals at one position, from all starts together. A character moves them on and makes no
 *    more of them; a gap `X{0,m}` lets m + 1 positions arrive at the same one; of alternatives only those count
 *    together that end alike, since the text before a position is one text. `X*` and `X+` are let through only
 *    where the character before them cannot be an X: then each run of X in the text is entered at its first
 *    character alone, whatever its length, and every position in it is arrived at from there only.
 *  - `each`: ways on from one arrival. Of alternatives only those count together that begin alike. There is no
 *    such bound for a run.
 *
 * With one arrival a position to begin with, a text of n characters sees at most n × `here`, and n × `each`,
 * arrivals at an element; the smaller counts, and the sum over all elements is the number of steps for each
 * character. What looks around arrives where it began, once. Where none of this gives a bound, the pattern is
 * refused: a wrong "no" costs its author a bound to write, a wrong "yes" costs somebody a machine that hangs.
 */

/** At most this many steps for each character of a message: some tenths of a millisecond. */
export const MOST_STEPS = 100_000;

/** At most this many for a whole message, where a pattern begins with `^`: some hundredths of a second. */
export const MOST_ONCE = 10_000_000;

/** The highest bound of a repetition: no message of people to people is longer. */
const MOST_TIMES = 5_000;

/** Steps at most, once a message and for each of its characters; or the part that stands in the way of saying so. */
export type Work =
  | { readonly once: number; readonly steps: number }
  | { readonly part: string; readonly why: string; readonly attack?: string };

/** Something that ends, or begins, with these characters, the outermost first. */
interface Edge {
  readonly sets: readonly Characters[];
  /** The sets are all of it: what stands beside it stands right beside them. */
  readonly whole: boolean;
  /** In how many ways. */
  readonly ways: number;
}

/** Arrivals, or steps, by either count. */
interface Count {
  readonly here: number;
  readonly each: number;
}

/** What an element makes of one arrival at every position (`here`), and of a single one (`each`). */
interface Effect {
  readonly ways: Count;
  readonly steps: Count;
  readonly ends: readonly Edge[];
  readonly begins: readonly Edge[];
  /** What may stand behind a position it has led to, seen in the direction of matching. */
  readonly behind: Characters;
}

class Refused extends Error {
  constructor(
    readonly part: string,
    readonly why: string,
    readonly attack?: string,
  ) {
    super(why);
  }
}

const LONGEST_EDGE = 8;
const MOST_EDGES = 2_000;
/** Comparisons a pattern is worth to find out which edges go together; then they all do. */
const PATIENCE = 1_000_000;

const ONCE: Count = { here: 1, each: 1 };
const NOTHING: Edge = { sets: [], whole: true, ways: 1 };

/** The work a pattern (flags `gu`) can make. Throws a SyntaxError for what is no pattern. */
export function workOf(source: string): Work {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true });
  try {
    const look: Look = { direction: "forwards", patience: { left: PATIENCE } };
    let once = 0;
    let steps = 0;
    const add = (alternatives: readonly AST.Alternative[]): void => {
      for (const { elements } of alternatives) {
        const [first] = elements;
        if (elements.length === 1 && first?.type === "Group" && !first.modifiers) {
          steps++;
          add(first.alternatives);
          continue;
        }
        const work = ofSequence(elements, ALL, look).steps;
        if (first?.type === "Assertion" && first.kind === "start" && work.each <= MOST_ONCE) {
          // Everywhere but at the beginning it ends at the "^".
          once += work.each;
          steps += 2;
        } else steps += least(work);
      }
    };
    add(pattern.alternatives);
    return { once, steps };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { part, why, attack } = error;
    return { part, why, ...(attack === undefined ? {} : { attack }) };
  }
}

const least = ({ here, each }: Count): number => Math.min(here, each);

/**
 * Why a pattern is too slow to be run on messages from anywhere, in words for its author; null where it is shown
 * to take no more than {@link MOST_STEPS} steps a character and {@link MOST_ONCE} beside them.
 */
export function slowness(source: string): string | null {
  const work = workOf(source);
  if ("part" in work) {
    const { part, why, attack } = work;
    const example = attack === undefined ? "" : `: a long message of "${attack.repeat(4)}…" takes the square of its length`;
    return `${shortened(part)} ${why}${example}; ${/[+*]\??$|,\}\??$/.test(part) ? `write a bound, such as {..12}, {0,12} or {1,12}${attack === undefined ? "" : `, or begin with (?<!${part.replace(/(?:[+*]|\{\d+,\})\??$/, "")})`}` : "write it with smaller bounds, or leave it out"}`;
  }
  // Written so that a number that is none is too many.
  if (work.steps <= MOST_STEPS && work.once <= MOST_ONCE) return null;
  const [steps, most] = work.steps <= MOST_STEPS ? [work.once, MOST_ONCE] : [work.steps, MOST_STEPS];
  const gaps = gapsOf(source);
  const multiplied = gaps.length > 1 ? `: its gaps ${gaps.slice(0, 5).join(", ")} multiply` : "";
  return `can take ${roughly(steps)} steps for ${most === MOST_ONCE ? "a message" : "each character of a message"}, more than ${most}${multiplied}; shorten the gaps, or make two patterns of it and join them by "near"`;
}

/** Bounds of the repetitions that leave most room, in order. */
function gapsOf(source: string): string[] {
  const gaps: string[] = [];
  visitRegExpAST(new RegExpParser().parsePattern(source, 0, source.length, { unicode: true }), {
    onQuantifierEnter({ min, max, raw, element }) {
      if (max - min >= 4) gaps.push(raw.slice(element.raw.length));
    },
  });
  return gaps;
}

const roughly = (steps: number): string => (steps < 1e9 ? String(Math.ceil(steps)) : "over a thousand million");

/** Lists may stand expanded in what is quoted. */
const shortened = (part: string): string => (part.length > 40 ? `${part.slice(0, 40)}…` : part);

interface Look {
  /** Look-behinds match from right to left: what stands behind a position is then to the right of it. */
  readonly direction: "forwards" | "backwards";
  /** Shared by the whole pattern: the check itself ends, too. */
  readonly patience: { left: number };
}

function ofAlternatives(alternatives: readonly AST.Alternative[], behind: Characters, look: Look): Effect {
  const effects = alternatives.map(({ elements }) => ofSequence(elements, behind, look));
  if (effects.length === 1) return effects[0] as Effect;
  const ends = effects.flatMap((effect) => effect.ends);
  const begins = effects.flatMap((effect) => effect.begins);
  const ways = {
    here: Math.min(sum(effects.map((effect) => effect.ways.here)), together(ends, look)),
    each: Math.min(sum(effects.map((effect) => effect.ways.each)), together(begins, look)),
  };
  return {
    ways,
    steps: { here: sum(effects.map(({ steps }) => steps.here)), each: sum(effects.map(({ steps }) => steps.each)) },
    ends: few(ends, ways.here),
    begins: few(begins, ways.each),
    behind: union(effects.map((effect) => effect.behind)),
  };
}

function ofSequence(elements: readonly AST.Element[], behind: Characters, look: Look): Effect {
  let effect: Effect = standing(behind);
  for (const element of look.direction === "forwards" ? elements : elements.toReversed()) {
    const next = ofElement(element, effect.behind, look);
    const { ways, steps } = effect;
    const ends = joined(next.ends, effect.ends, ways.here, look);
    const begins = joined(effect.begins, next.begins, next.ways.each, look);
    const worst = Math.min(ways.here * next.steps.here, ways.each * next.steps.each);
    effect = {
      ways: {
        here: atMost(ways.here * next.ways.here, ends, look),
        each: atMost(ways.each * next.ways.each, begins, look),
      },
      steps: { here: steps.here + worst, each: steps.each + ways.each * next.steps.each },
      ends,
      begins,
      behind: next.behind,
    };
  }
  return effect;
}

const atMost = (product: number, edges: readonly Edge[], look: Look): number =>
  product === 1 ? 1 : Math.min(product, together(edges, look));

function ofElement(element: AST.Element, behind: Characters, look: Look): Effect {
  const one = charactersOf(element);
  if (one) {
    const edge = [{ sets: [one.characters], whole: true, ways: 1 }];
    return { ways: ONCE, steps: ONCE, ends: edge, begins: edge, behind: one.characters };
  }
  switch (element.type) {
    case "Group":
      if (element.modifiers) throw new Refused(element.raw, "changes half-way how characters are compared");
      return ofAlternatives(element.alternatives, behind, look);
    case "CapturingGroup":
      return ofAlternatives(element.alternatives, behind, look);
    case "Quantifier":
      return ofQuantifier(element, behind, look);
    case "Assertion":
      return ofAssertion(element, behind, look);
    case "Backreference":
      throw new Refused(element.raw, "asks again for what was found before, for which no bound can be given");
    default:
      throw new Refused(element.raw, "is not understood");
  }
}

const standing = (behind: Characters, steps: Count = ONCE): Effect => ({
  ways: ONCE,
  steps,
  ends: [NOTHING],
  begins: [NOTHING],
  behind,
});

function ofAssertion(assertion: AST.Assertion, behind: Characters, look: Look): Effect {
  if (assertion.kind === "word") return standing(behind);
  if (!("alternatives" in assertion)) {
    const atEdge = (assertion.kind === "start") === (look.direction === "forwards");
    return standing(atEdge ? NONE : behind);
  }
  const { alternatives, negate } = assertion;
  const direction = assertion.kind === "lookahead" ? "forwards" : "backwards";
  const onwards = direction === look.direction;
  const { steps } = ofAlternatives(alternatives, onwards ? behind : ALL, { ...look, direction });
  // "(?<![0-9])": what stands behind is now known better.
  const one = onwards ? null : oneCharacter(alternatives);
  if (!one || (negate && !one.exact)) return standing(behind, steps);
  return standing(both(behind, negate ? without(one.characters) : one.characters), steps);
}

function ofQuantifier({ element, min, max, raw }: AST.Quantifier, behind: Characters, look: Look): Effect {
  if (max === 0) return standing(behind);
  if (max === Number.POSITIVE_INFINITY) return ofRun(element, min, raw, behind);
  if (max > MOST_TIMES) throw new Refused(raw, `repeats up to ${max} times, more than ${MOST_TIMES}`);
  // From the second time on, its own end may stand behind it.
  const first = ofElement(element, behind, look);
  const body = max === 1 ? first : ofElement(element, union([behind, first.behind]), look);
  const here = repeated(body.ways.here, min, max);
  const each = repeated(body.ways.each, min, max);
  let steps = { here: 1, each: 1 };
  for (let times = 0; times < max && least(steps) <= MOST_ONCE; times++) {
    const arrivals = { here: body.ways.here ** times, each: body.ways.each ** times };
    steps = {
      here: steps.here + Math.min(arrivals.here * body.steps.here, arrivals.each * body.steps.each),
      each: steps.each + arrivals.each * body.steps.each,
    };
  }
  if (!(least(steps) <= MOST_ONCE)) throw new Refused(raw, "multiplies what it repeats");
  const edges = (list: readonly Edge[], others: number): Edge[] => [
    ...(min === 0 ? [NOTHING] : []),
    ...list.map((edge) => ({ sets: edge.sets, whole: edge.whole && max === 1, ways: edge.ways * others })),
  ];
  return {
    ways: { here: here.ways, each: each.ways },
    steps,
    ends: edges(body.ends, here.others),
    begins: edges(body.begins, each.others),
    behind: min === 0 ? union([behind, body.behind]) : body.behind,
  };
}

/** Ways through `min` to `max` times what has `ways`; `others`: the same with one of the times left out, where there is one. */
function repeated(ways: number, min: number, max: number): { readonly ways: number; readonly others: number } {
  let others = 0;
  for (let times = Math.max(min, 1); times <= max && others < Number.MAX_VALUE; times++) others += ways ** (times - 1);
  return { ways: others * ways + (min === 0 ? 1 : 0), others };
}

/** A repetition without a bound: of one character, entered at the first one only. */
function ofRun(element: AST.QuantifiableElement, min: number, raw: string, behind: Characters): Effect {
  const one =
    charactersOf(element) ??
    (element.type === "Group" || element.type === "CapturingGroup" ? oneCharacter(element.alternatives) : null);
  if (!one) throw new Refused(raw, "has no upper bound");
  const again = both(behind, one.characters);
  if (again.length > 0)
    throw new Refused(raw, "has no upper bound, and may begin anywhere inside a run of what it takes", sampleOf(again));
  const edge = (ways: number): Edge[] => [...(min === 0 ? [NOTHING] : []), { sets: [one.characters], whole: false, ways }];
  return {
    ways: { here: 1, each: Number.POSITIVE_INFINITY },
    // Tried once at each position, whether the run goes on or is entered there.
    steps: { here: 1 + 2 * ("alternatives" in element ? element.alternatives.length : 1), each: Number.POSITIVE_INFINITY },
    ends: edge(1),
    begins: edge(Number.POSITIVE_INFINITY),
    behind: min === 0 ? union([behind, one.characters]) : one.characters,
  };
}

/** Alternatives of one character each, none of which can stand for another's. */
function oneCharacter(
  alternatives: readonly AST.Alternative[],
): { readonly characters: Characters; readonly exact: boolean } | null {
  let characters = NONE;
  let exact = true;
  for (const { elements } of alternatives) {
    const [element] = elements;
    const one = elements.length === 1 && element ? charactersOf(element) : null;
    if (!one || both(characters, one.characters).length > 0) return null;
    characters = union([characters, one.characters]);
    exact &&= one.exact;
  }
  return { characters, exact };
}

/** Edges of two things side by side, of which `inner` stands behind `outer`, seen from the edge, and has these ways in all. */
function joined(outer: readonly Edge[], inner: readonly Edge[], ways: number, { patience }: Look): readonly Edge[] {
  const open = ({ whole, sets }: Edge): boolean => !whole || sets.length >= LONGEST_EDGE;
  const closed = (edge: Edge): Edge => ({ sets: edge.sets, whole: false, ways: edge.ways * ways });
  const shorter = outer.filter((edge) => !open(edge));
  const all = outer.length - shorter.length + shorter.length * inner.length;
  patience.left -= all;
  if (patience.left < 0) return [{ sets: [], whole: false, ways: ways * sum(outer.map((edge) => edge.ways)) }];
  if (all > MOST_EDGES) return outer.map(closed);
  return outer.flatMap((edge) =>
    open(edge)
      ? [closed(edge)]
      : inner.map((other) => ({
          sets: [...edge.sets, ...other.sets].slice(0, LONGEST_EDGE),
          whole: other.whole && edge.sets.length + other.sets.length <= LONGEST_EDGE,
          ways: edge.ways * other.ways,
        })),
  );
}

/** As they are while few enough to be worth comparing. */
const few = (edges: readonly Edge[], ways: number): readonly Edge[] =>
  edges.length <= MOST_EDGES ? edges : [{ sets: [], whole: false, ways }];

/** The most ways that can be there at one position: of edges that differ in a character, the text has one at most. */
function together(edges: readonly Edge[], { patience }: Look): number {
  const most = (some: readonly Edge[], depth: number): number => {
    const all = sum(some.map(({ ways }) => ways));
    const longer = some.filter(({ sets }) => sets.length > depth);
    if (longer.length < 2 || all <= 1) return all;
    const setOf = ({ sets }: Edge): Characters => sets[depth] as Characters;
    let highest = 0;
    // Where ranges overlap most, one of them begins.
    for (const candidate of new Set(longer.flatMap((edge) => setOf(edge).map(([first]) => first)))) {
      patience.left -= longer.length;
      if (patience.left < 0) return all;
      const sharing = longer.filter((edge) => has(setOf(edge), candidate));
      if (sum(sharing.map(({ ways }) => ways)) > highest) highest = Math.max(highest, most(sharing, depth + 1));
    }
    return sum(some.filter((edge) => edge.sets.length <= depth).map(({ ways }) => ways)) + highest;
  };
  return most(edges, 0);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A character a reader knows, of those in the set. */
function sampleOf(characters: Characters): string {
  const known = [..."1a元哈, "].find((one) => has(characters, one.codePointAt(0) as number));
  return known ?? String.fromCodePoint(characters[0]?.[0] ?? 0x61);
}
