// Every Chinese character by number of strokes as the Unicode CLDR has it; what it has no number for is left out.
const { compare } = new Intl.Collator("zh-u-co-stroke");
const marks = Array.from({ length: 84 }, (_, n) => "\uFDD0" + String.fromCodePoint(0x2801 + n));
const blocks = [[0x3007, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0x20000, 0x323af]];
const found = blocks
  .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, n) => String.fromCodePoint(from + n)))
  .filter((character) => /[\p{Unified_Ideograph}〇]/u.test(character))
  .sort(compare);
const lines = {};
let strokes = 0;
for (const character of found) {
  while (strokes < marks.length && compare(character, marks[strokes]) >= 0) strokes++;
  (lines[strokes] ??= []).push(character);
  if (character === "龘") break; // the last in the order of the Unicode CLDR; what follows has no place in it
}
for (const n in lines) console.log(lines[n].join(""));
