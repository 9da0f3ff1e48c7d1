import { Template } from '@huggingface/jinja';

/**
 * A model's chat markup as five strings: what stands between what the system,
 * the host and the mind say. Any template that only joins turns is these five.
 */
export interface ChatFormat {
  /** Before the system prompt. Holds no beginning-of-sequence token of its own accord. */
  readonly opening: string;
  readonly systemToHost: string;
  readonly systemToMind: string;
  readonly hostToMind: string;
  readonly mindToHost: string;
}

/** SmolLM2, Qwen and many others. @see https://github.com/openai/openai-python/blob/release-v0.28.0/chatml.md */
export const CHATML: ChatFormat = {
  opening: '<|im_start|>system\n',
  systemToHost: '<|im_end|>\n<|im_start|>user\n',
  systemToMind: '<|im_end|>\n<|im_start|>assistant\n',
  hostToMind: '<|im_end|>\n<|im_start|>assistant\n',
  mindToHost: '<|im_end|>\n<|im_start|>user\n',
};

/** Headings and paragraphs: what a model goes on with that knows no chat. */
export const PAGE: ChatFormat = {
  opening: '',
  systemToHost: '\n\n',
  systemToMind: '\n\n',
  hostToMind: '\n',
  mindToHost: '\n\n',
};

/** The format of a model whose chat template is `template`; {@link PAGE} where it has none. */
export function chatFormat(
  template: string | null,
  tokens: { bos: string; eos: string },
): ChatFormat {
  if (template === null) return PAGE;
  if (template.includes('<|im_start|>') && template.includes('<|im_end|>')) return CHATML;
  return fromTemplate(template, tokens);
}

// Words that no template contains, to find the places between them.
const [SYSTEM, HOST, MIND, AGAIN] = [
  '\u0001system\u0001',
  '\u0001host\u0001',
  '\u0001mind\u0001',
  '\u0001again\u0001',
];

/**
 * Reads the five strings off a Jinja chat template by rendering it once with
 * marks in the place of what is said.
 *
 * @throws Error when the template does not keep to user, assistant, user
 */
export function fromTemplate(source: string, tokens: { bos: string; eos: string }): ChatFormat {
  const template = new Template(source);
  const render = (...messages: { role: string; content: string }[]): string =>
    template.render({
      messages,
      add_generation_prompt: true,
      bos_token: tokens.bos,
      eos_token: tokens.eos,
    });

  const turns = [
    { role: 'user', content: HOST },
    { role: 'assistant', content: MIND },
    { role: 'user', content: AGAIN },
  ];
  const dialogue = between(render(...turns), HOST, MIND, AGAIN);
  const [before, hostToMind, mindToHost] = dialogue;

  try {
    const system = { role: 'system', content: SYSTEM };
    const [opening, systemToHost] = between(render(system, ...turns), SYSTEM, HOST, MIND, AGAIN);
    const [, systemToMind] = between(render(system), SYSTEM);
    return { opening, systemToHost, systemToMind, hostToMind, mindToHost };
  } catch {
    // No system role (Gemma, Mistral): it is said as the host's first words.
    return {
      opening: before,
      systemToHost: '\n\n',
      systemToMind: hostToMind,
      hostToMind,
      mindToHost,
    };
  }
}

/** What stands before, between and after the marks. */
function between(text: string, ...marks: string[]): [string, string, string, ...string[]] {
  const parts: string[] = [];
  let rest = text;
  for (const mark of marks) {
    const at = rest.indexOf(mark);
    if (at < 0) throw new Error('the chat template drops a turn');
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + mark.length);
  }
  parts.push(rest);
  const [first = '', second = '', third = '', ...more] = parts;
  return [first, second, third, ...more];
}
