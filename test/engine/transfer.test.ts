import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PartFile, type PartNotes } from '../../src/engine/part-file.ts';
import { transfer } from '../../src/engine/transfer.ts';

/** 64 pieces and more; it need only begin as a model does. */
const BODY = Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(4 * 2 ** 20, 0x61)]);

/** An SD card: slower than any network. */
class SlowPart extends PartFile {
  override async open(notes: PartNotes, goOn: boolean): Promise<FileHandle> {
    const file = await super.open(notes, goOn);
    const append = file.appendFile.bind(file);
    file.appendFile = async (bytes) => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      await append(bytes);
    };
    return file;
  }
}

/** Hangs up after its answer, as HTTP/1.0 does: python3 -m http.server, many a proxy. */
async function oldServer(headers: string, body = BODY): Promise<Server & { url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(`HTTP/1.0 200 OK\r\n${headers}\r\n`);
      socket.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(server, { url: `http://127.0.0.1:${port}/mind.gguf` });
}

async function transferred(url: string): Promise<{ notes: PartNotes; bytes: Buffer }> {
  const part = new SlowPart(join(mkdtempSync(join(tmpdir(), 'transfer-')), 'mind.gguf'));
  const notes = await transfer({
    hub: { endpoint: 'https://huggingface.co', token: null },
    model: { name: url, url, place: 'mind.gguf', sha256: null, bytes: null },
    part,
    answerMs: 2000,
    stallMs: 2000,
    signal: new AbortController().signal,
    onSize: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  return { notes, bytes: readFileSync(part.path) };
}

for (const [what, headers] of [
  ['with a length', `Content-Length: ${BODY.length}\r\n`],
  ['without one', ''],
] as const) {
  test(`a server that hangs up before the disk has it all, ${what}: every byte comes`, async () => {
    await using server = await oldServer(headers);
    const { notes, bytes } = await transferred(server.url);
    assert.ok(bytes.equals(BODY));
    assert.equal(notes.total, BODY.length);
  });
}

test('a server that hangs up too early: the next try may go better', async () => {
  await using server = await oldServer(
    `Content-Length: ${BODY.length}\r\n`,
    BODY.subarray(0, 2 ** 20),
  );
  await assert.rejects(transferred(server.url), { name: 'TransferFault', passing: true });
});

test('an answer that is compressed all the same is refused in words', async () => {
  await using server = await oldServer('Content-Encoding: gzip\r\n');
  await assert.rejects(transferred(server.url), /compresses it \(gzip\)/);
});
