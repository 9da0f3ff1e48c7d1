import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHATML, chatFormat, fromTemplate, PAGE } from '../../src/engine/chat-format.ts';

const tokens = { bos: '<s>', eos: '</s>' };

const chatml = `{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system
You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>
' }}{% endif %}{{'<|im_start|>' + message['role'] + '
' + message['content'] + '<|im_end|>' + '
'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant
' }}{% endif %}`;

test('a model without a template hears paragraphs', () => {
  assert.equal(chatFormat(null, tokens), PAGE);
});

test('ChatML is written by hand, and the template of SmolLM2 comes to the same', () => {
  assert.equal(chatFormat(chatml, tokens), CHATML);
  assert.deepEqual(fromTemplate(chatml, tokens), CHATML);
});

test('the markup of another template is read off it', () => {
  const llama3 = `{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message.role }}<|end_header_id|>

{{ message.content | trim }}<|eot_id|>{% endfor %}{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>

{% endif %}`;
  assert.deepEqual(chatFormat(llama3, tokens), {
    opening: '<s><|start_header_id|>system<|end_header_id|>\n\n',
    systemToHost: '<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n',
    systemToMind: '<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    hostToMind: '<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    mindToHost: '<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n',
  });
});

test('where a template knows no system, the host says it first', () => {
  const mistral = `{{ bos_token }}{% for message in messages %}{% if message.role == 'user' %}{{ '[INST] ' + message.content + ' [/INST]' }}{% elif message.role == 'assistant' %}{{ ' ' + message.content + eos_token }}{% else %}{{ raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}`;
  assert.deepEqual(chatFormat(mistral, tokens), {
    opening: '<s>[INST] ',
    systemToHost: '\n\n',
    systemToMind: ' [/INST] ',
    hostToMind: ' [/INST] ',
    mindToHost: '</s>[INST] ',
  });
});

test('a template that is no dialogue is refused', () => {
  assert.throws(() => fromTemplate('{{ messages[0].content }}', tokens), /drops a turn/);
});
