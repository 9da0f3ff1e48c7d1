/**
 * The architectures that the llama.cpp of node-llama-cpp 3.21.1 knows, asked of
 * its library by having it load a model of each name.
 */
export const ARCHITECTURES: ReadonlySet<string> = new Set(
  `llama llama4 deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bert modern-bert
  nomic-bert nomic-bert-moe neo-bert jina-bert-v2 jina-bert-v3 eurobert bloom stablelm qwen qwen2
  qwen2moe qwen2vl qwen3 qwen3moe qwen3next qwen3vl qwen3vlmoe qwen35 qwen35moe qwen4exp phi2 phi3
  phimoe plamo plamo2 plamo3 codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3 gemma3n
  gemma4 gemma4-assistant gemma-embedding starcoder2 mamba mamba2 jamba falcon-h1 xverse command-r
  cohere2 cohere2moe dbrx olmo olmo2 olmoe muse-glimmer openelm arctic deepseek deepseek2
  deepseek2-ocr deepseek32 deepseek4 chatglm glm4 glm4moe glm-dsa bitnet t5 t5encoder jais jais2
  nemotron nemotron_h nemotron_h_moe exaone exaone4 exaone-moe rwkv6 rwkv6qwen2 rwkv7 arwkv7 granite
  granitemoe granitehybrid graniteswitch granite_swa chameleon wavtokenizer-dec plm bailingmoe
  bailingmoe2 bailingmoe3 dots1 dots3note arcee afmoe laguna ernie4_5 ernie4_5-moe hunyuan-moe
  hunyuan-dense hunyuan_vl hy_v3 smollm3 gpt-oss lfm2 lfm2moe dream smallthinker llada llada-moe
  seed_oss grovemoe apertus minimax-01 minimax-m2 minimax-m3 cogvlm rnd1 pangu-embedded mistral3
  eagle3 dflash mistral4 paddleocr mimo2 step35 llama-embed maincoder kimi-linear kimi-k3 talkie
  mellum nanbeige qwen3tts pockettts clip`.split(/\s+/),
);

const EMBEDDINGS = 'makes embeddings and cannot speak';
const TRANSLATOR = 'answers a whole text at once and cannot speak on';
const DIFFUSION = 'writes a whole text at once and cannot speak word by word';
const DRAFT = 'only helps a larger model and cannot speak by itself';
const SOUND = 'makes sound and no text';

/** Those that llama.cpp loads or nearly loads, but that cannot live: what they do instead. */
export const SPEECHLESS: ReadonlyMap<string, string> = new Map([
  ['bert', EMBEDDINGS],
  ['modern-bert', EMBEDDINGS],
  ['nomic-bert', EMBEDDINGS],
  ['nomic-bert-moe', EMBEDDINGS],
  ['neo-bert', EMBEDDINGS],
  ['jina-bert-v2', EMBEDDINGS],
  ['jina-bert-v3', EMBEDDINGS],
  ['eurobert', EMBEDDINGS],
  ['gemma-embedding', EMBEDDINGS],
  ['llama-embed', EMBEDDINGS],
  ['t5', TRANSLATOR],
  ['t5encoder', EMBEDDINGS],
  ['dream', DIFFUSION],
  ['llada', DIFFUSION],
  ['llada-moe', DIFFUSION],
  ['rnd1', DIFFUSION],
  ['eagle3', DRAFT],
  ['dflash', DRAFT],
  ['gemma4-assistant', DRAFT],
  ['wavtokenizer-dec', SOUND],
  ['qwen3tts', SOUND],
  ['pockettts', SOUND],
  ['clip', 'is the eye of another model (a projector) and cannot speak'],
]);

/** Those whose layers must have experts: without, llama.cpp aborts. */
export const NEEDS_EXPERTS: ReadonlySet<string> = new Set(['smallthinker']);

/** Those that abort without the three parts of a position in a picture. */
export const NEEDS_ROPE_SECTIONS: ReadonlySet<string> = new Set(['paddleocr']);

/** Those of which some or all layers remember without attention, or have no feed-forward. */
export const NOT_ALL_ATTENTION: ReadonlySet<string> = new Set(
  `mamba mamba2 rwkv6 rwkv6qwen2 rwkv7 arwkv7 jamba falcon-h1 granitehybrid nemotron_h nemotron_h_moe
  lfm2 lfm2moe plamo2 kimi-linear kimi-k3 minimax-01 deci bailingmoe3`.split(/\s+/),
);
