"""Writes a trained mind as a GGUF: Q8_0 matrices, fp32 norms, its tokenizer, and the chat template it was trained in."""

from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType, TokenType

from .model import Llama
from .tokenizer import END_ID, START_ID, UNKNOWN_ID, Tokenizer

CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
IN_BLOCK = {
    "attention_norm": "attn_norm", "q": "attn_q", "k": "attn_k", "v": "attn_v", "out": "attn_output",
    "feed_norm": "ffn_norm", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down",
}


def tensor_name(parameter: str) -> str:
    """llama.cpp's name of a parameter of `Llama`."""
    if parameter.startswith("blocks."):
        _, number, part, _ = parameter.split(".")
        return f"blk.{number}.{IN_BLOCK[part]}.weight"
    return {"embed.weight": "token_embd.weight", "norm.weight": "output_norm.weight"}[parameter]


def add_tokenizer(writer: gguf.GGUFWriter, tok: Tokenizer) -> None:
    p = tok.pieces
    kinds = {UNKNOWN_ID: TokenType.UNKNOWN, START_ID: TokenType.CONTROL, END_ID: TokenType.CONTROL}
    kind = lambda i: kinds.get(i) or (TokenType.BYTE if p.is_byte(i) else TokenType.NORMAL)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([p.id_to_piece(i).encode() for i in range(len(tok))])
    writer.add_token_scores([p.get_score(i) for i in range(len(tok))])
    writer.add_token_types([kind(i) for i in range(len(tok))])
    writer.add_unk_token_id(UNKNOWN_ID)
    writer.add_bos_token_id(START_ID)
    writer.add_eos_token_id(END_ID)
    writer.add_pad_token_id(END_ID)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def export(model: Llama, tok: Tokenizer, path: Path, name: str, licence: str | None = None) -> None:
    """Writes `path`, whole or not at all. The embedding is the output matrix too, as in training."""
    s = model.shape
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    writer = gguf.GGUFWriter(str(part), "llama")
    writer.add_name(name)
    if licence:
        writer.add_license(licence)
    writer.add_size_label(f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f}M")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_vocab_size(s.vocabulary)
    writer.add_context_length(s.context)
    writer.add_embedding_length(s.width)
    writer.add_block_count(s.layers)
    writer.add_feed_forward_length(s.feed_forward)
    writer.add_head_count(s.heads)
    writer.add_head_count_kv(s.kv_heads)
    writer.add_rope_dimension_count(s.head)
    writer.add_rope_freq_base(s.rope_base)
    writer.add_layer_norm_rms_eps(s.epsilon)
    add_tokenizer(writer, tok)
    for parameter, weights in model.state_dict().items():
        values, kind = weights.numpy().astype(np.float32), GGMLQuantizationType.F32
        if values.ndim == 2:
            kind = GGMLQuantizationType.Q8_0
            values = gguf.quantize(values, kind)
        writer.add_tensor(tensor_name(parameter), values, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    part.replace(path)
