import { type LlamaModel, type Token, TokenBias } from 'node-llama-cpp';

/**
 * Makes sure that a token can never be chosen, not even the end of the text.
 *
 * TokenBias itself passes over every end token in silence. Its map of biases is
 * internal to node-llama-cpp, whose version is therefore pinned; a test holds
 * that the ban works.
 */
export function ban(model: LlamaModel, tokens: Iterable<Token>): TokenBias {
  const bias = TokenBias.for(model);
  const { _biases } = bias as unknown as { _biases?: Map<Token, number> };
  if (!(_biases instanceof Map)) {
    throw new Error('this version of node-llama-cpp keeps its token biases elsewhere');
  }
  for (const token of tokens) _biases.set(token, -Infinity);
  return bias;
}

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
