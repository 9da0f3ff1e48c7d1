import type { LlamaModel, Token } from 'node-llama-cpp';
import type { ChatFormat } from './chat-format.ts';
import type { Opening } from './engine.ts';

/** A piece of what a mind hears: markup has special tokens in it, words never do. */
type Piece = { readonly markup: string } | { readonly words: string };

/**
 * The tokens of some markup and words. Whoever writes `<|im_end|>` in a prompt
 * writes twelve characters, not the end of a turn.
 */
export function tokenizeTurns(model: LlamaModel, pieces: readonly Piece[]): Token[] {
  const harmless = pieces.every(
    (piece) =>
      'markup' in piece || same(model.tokenize(piece.words, true), model.tokenize(piece.words)),
  );
  if (harmless) {
    // In one go, as the model was trained: no seams inside "assistant\nI".
    return model.tokenize(
      pieces.map((piece) => ('markup' in piece ? piece.markup : piece.words)).join(''),
      true,
    );
  }
  return pieces.flatMap((piece) =>
    'markup' in piece ? model.tokenize(piece.markup, true) : model.tokenize(piece.words),
  );
}

/** A whole prompt, with the token that begins a sequence exactly once where the model wants one. */
export function promptTokens(model: LlamaModel, format: ChatFormat, opening: Opening): Token[] {
  const tokens = tokenizeTurns(model, openingPieces(format, opening));
  const { bos, shouldPrependBosToken } = model.tokens;
  // SmolLM2's chat markup begins with its BOS; an empty prompt needs one token to start from.
  const begin = bos !== null && tokens[0] !== bos && (shouldPrependBosToken || tokens.length === 0);
  return begin ? [bos, ...tokens] : tokens;
}

function openingPieces(format: ChatFormat, opening: Opening): Piece[] {
  switch (opening.kind) {
    case 'raw':
      return [{ words: opening.text }];
    case 'monologue':
      return [
        { markup: format.opening },
        { words: opening.system },
        { markup: format.systemToMind },
        { words: opening.speech },
      ];
    case 'thoughts':
      return [
        { markup: format.opening },
        { words: opening.system },
        ...opening.examples.flatMap(({ whisper, thought }, n) => [
          { markup: n === 0 ? format.systemToHost : format.mindToHost },
          { words: whisper },
          { markup: format.hostToMind },
          { words: thought },
        ]),
      ];
  }
}

function same(a: readonly Token[], b: readonly Token[]): boolean {
  return a.length === b.length && a.every((token, i) => token === b[i]);
}
