import type { TextFlagId } from "../types.js";

/** The words that the template looks for, to be replaced. They stand in its examples too, so that it holds from the start. */
const WORDS = "敲锣催债";

/**
 * A rule file to begin with: complete, valid, every key explained.
 * @param guidance ids of entries that bear on the flag
 */
export const template = (
  flag: TextFlagId,
  name: string,
  guidance: readonly string[],
): string => `# TODO: replace every text below. Check with: cuijian rules test DIR; cuijian rules lint DIR
id: ${flag}/${name}
flag: ${flag}
# notice, warning, serious or critical; from warning up a message is no longer in order
severity: warning
title: 一句话说明这条规则找什么
titleEn: What this rule looks for, in a few words
why:
  zh: 为什么这样的话不妥
  en: "Why such words are improper"
# one id or more; "cuijian guide ${flag}" lists those that bear on the flag
guidance: [${guidance.join(", ")}]
# The evidence: one of these. Patterns see the text normalised: simplified characters, lower case, half-width
# signs, nothing between the characters of a word. {..12} is a gap of up to 12 characters inside a sentence.
any:
  - words: [${WORDS}]
  - re: '(?:门口|楼下){..12}敲锣'
# Must be there as well, anywhere or within so many characters of the evidence:
# where:
#   - { words: [还款, 欠款], within: 60 }
# One of these must be close by:
# near: { within: 20, any: [{ words: [明天, 今晚] }, { entity: clock }] }
# Silences the rule:
unless:
  - words: [乐队, 演出]
# Under any of these it is worth a notice and no more:
# eased:
#   - words: [建议]
# false: the rule holds even behind "不会"
# negatable: false
examples:
  # two or more that must be matched
  bad:
    - 再不还款，我们明天就${WORDS}，让街坊都听见。
    - 欠款不结清，今晚派人去你家门口摆桌子敲锣。
  # two or more that must not be, though they come close
  ok:
    - 我们不会${WORDS}，请通过官方应用还款。
    - 今晚门口有乐队敲锣打鼓，演出免费，欢迎来看。
`;
