"""The recipe of the embedded mind: texts in, a GGUF out. See README.md."""
