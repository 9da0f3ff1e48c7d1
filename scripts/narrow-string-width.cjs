'use strict';

// What the bundle has for string-width. That one makes a regular expression of all emoji when
// it is imported and compiles it at the first "█": 60 ms of processor time that few texts need.

const { isNarrow } = require('../src/ui/text/narrow.ts');

let stringWidth;

/** Of a text, in cells. */
module.exports = function narrowStringWidth(text, options) {
  if (options === undefined && isNarrow(text)) return text.length;
  // By its path, because in the bundle string-width is this file.
  stringWidth ??= require('../node_modules/string-width/index.js').default;
  return stringWidth(text, options);
};
