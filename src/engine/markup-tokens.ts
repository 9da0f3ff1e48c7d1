import type { LlamaModel, Token } from 'node-llama-cpp';

/** GGUF's token types (`tokenizer.ggml.token_type`) that are no text. */
const UNKNOWN = 2;
const CONTROL = 3;
const UNUSED = 5;

/**
 * The tokens of a model that are markup rather than text, and those of them
 * that end a text: a model has more of these than its metadata names.
 */
export function markupTokens(model: LlamaModel): { ends: Token[]; others: Token[] } {
  const { token_type, tokens } = model.fileInfo.metadata.tokenizer.ggml;
  // Not every GGUF says what its tokens are, though the library's types would have it so.
  const types = token_type as readonly number[] | undefined;
  const ends: Token[] = [];
  const others: Token[] = [];
  for (let id = 0; id < tokens.length; id++) {
    const token = id as Token;
    const type = types?.[id];
    // An end token is a control token in every GGUF that says what its tokens are.
    if (type !== undefined && type !== UNKNOWN && type !== CONTROL && type !== UNUSED) continue;
    if (model.isEogToken(token)) ends.push(token);
    else if (type !== undefined) others.push(token);
  }
  for (const token of [model.tokens.eos, model.tokens.eot]) {
    if (token !== null && !ends.includes(token)) ends.push(token);
  }
  return { ends, others };
}

/** The tokens that are a line's end and nothing else that could be seen. */
export function lineEnds(model: LlamaModel): Token[] {
  const ways = ['\n', '\n\n', '\n\n\n', ' \n', ' \n\n', '\r\n', '\n ', '\t\n'];
  const tokens = new Set(ways.flatMap((way) => model.tokenize(`it.${way}`)));
  return [...tokens].filter((token) => /^\s*\n\s*$/.test(model.detokenize([token])));
}
