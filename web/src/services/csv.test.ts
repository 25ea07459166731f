import { expect, test } from 'vitest';
import { csvOf } from './csv';

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['@ref', "'@ref"],
  ['+49 30', "'+49 30"],
  ['-2+3', "'-2+3"],
  ['\tcmd', "'\tcmd"],
  ['\rcmd', '"\'\rcmd"'],
  ['=HYPERLINK("http://a.example","Ann")', '"\'=HYPERLINK(""http://a.example"",""Ann"")"'],
  ['Ann = 1', 'Ann = 1'],
  ['', ''],
])('the cell %j', (text, want) => expect(csvOf(['h'], [[text]])).toBe(`\uFEFFh\r\n${want}\r\n`));
