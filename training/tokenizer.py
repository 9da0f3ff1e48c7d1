"""A small SentencePiece BPE with byte fallback: what llama.cpp calls the `llama` tokenizer, so both split text alike.

No normalisation and no dummy space in front: what goes in comes out, and a thought that the host opens with "I"
is split as the mind has learned it.
"""

from pathlib import Path

import sentencepiece as spm

START, END = "<|im_start|>", "<|im_end|>"  # ChatML; END is also the end-of-text token
UNKNOWN_ID, START_ID, END_ID = 0, 1, 2
LARGEST = 4096  # pieces, of which 3 are special and 256 are bytes


def vocabulary_for(characters: int) -> int:
    """Pieces that a text of that length can fill: a multiple of 32, `LARGEST` from 0.8 M characters on."""
    return min(LARGEST, 320 + characters // 224 // 32 * 32)


def train_tokenizer(texts: list[str], model: Path) -> None:
    """Writes `model`, a SentencePiece protobuf."""
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_prefix=str(model.with_suffix("")), model_type="bpe",
        vocab_size=vocabulary_for(sum(map(len, texts))), byte_fallback=True, normalization_rule_name="identity",
        add_dummy_prefix=False, remove_extra_whitespaces=False, split_digits=True, character_coverage=0.9999,
        max_sentence_length=100_000, control_symbols=[START, END], unk_id=UNKNOWN_ID, bos_id=-1, eos_id=-1, pad_id=-1,
        minloglevel=2,
    )


class Tokenizer:
    """Text to token ids and back."""

    def __init__(self, model: Path) -> None:
        self.pieces = spm.SentencePieceProcessor(model_file=str(model))
        assert self.pieces.piece_to_id(START) == START_ID and self.pieces.piece_to_id(END) == END_ID

    def __len__(self) -> int:
        return self.pieces.get_piece_size()

    def encode(self, text: str) -> list[int]:
        """Ids of plain text: never a special token, whatever the text says."""
        return self.pieces.encode(text)

    def decode(self, ids: list[int]) -> str:
        """Text of the ids; special tokens are left out."""
        return self.pieces.decode([i for i in ids if i not in (START_ID, END_ID)])

    def characters(self, token: int) -> int:
        """Characters that a token stands for: one for a special token, and for the first byte of a character in bytes."""
        piece = self.pieces.id_to_piece(token)
        if self.pieces.is_byte(token):
            return int(int(piece[3:5], 16) & 0xC0 != 0x80)
        return 1 if token in (START_ID, END_ID) else len(piece)

    def turn(self, role: str, text: str) -> list[int]:
        """One ChatML turn with its end token and line break."""
        return [START_ID, *self.encode(f"{role}\n{text}"), END_ID, *self.encode("\n")]
