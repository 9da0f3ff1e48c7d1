'use strict';

// What the bundle has for string-width. That one makes a regular expression of all emoji when
// it is imported and compiles it at the first "█": 60 ms of processor time that few texts need.

/** Latin letters and what the stage draws with: a cell each, and nothing that combines. */
const NARROW = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u259f]*$/;

let stringWidth;

/** Of a text, in cells. */
module.exports = function narrowStringWidth(text, options) {
  if (options === undefined && NARROW.test(text)) return text.length;
  // By its path, because in the bundle string-width is this file.
  stringWidth ??= require('../node_modules/string-width/index.js').default;
  return stringWidth(text, options);
};
module.exports.NARROW = NARROW;
