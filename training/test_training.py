"""python3 -m unittest training.test_training"""

import random
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import torch

from .clean import SLURS, Thought, keep_thought, plain, whole_sentences
from .examine import copied
from .lives import Diet, lives
from .model import Llama, Shape, rotate, rotations
from .muon import orthogonal
from .plan import Plan, Stage
from .prepare import Corpus, held, named_thing
from .tokenizer import END_ID, START_ID, Tokenizer, train_tokenizer
from .train import train

TEXTS = [
    f"I think about the {a} and the {b}. I have a {a}, and it is mine."
    for a in "rain sea door wall lamp".split()
    for b in "dark cup road bird".split()
]
THOUGHTS = [Thought(f"thing {i}", "", text) for i, text in enumerate(TEXTS)]
SMALL = Shape(vocabulary=512, width=32, layers=2, heads=2, kv_heads=1, feed_forward=64, context=128)


class Cleaning(unittest.TestCase):
    def test_a_text_is_cut_at_its_last_whole_sentence(self) -> None:
        self.assertEqual(whole_sentences('I am. I said "no." And then'), 'I am. I said "no."')
        self.assertEqual(whole_sentences("no end"), "")

    def test_typography_becomes_plain(self) -> None:
        self.assertEqual(plain("“I”\u00a0am — here\x07"), '"I" am, here')

    def test_a_thought_that_speaks_to_somebody_is_refused(self) -> None:
        said = "I sit in a small room and I look at the wall, and the wall has been here for longer than me."
        self.assertTrue(keep_thought(said))
        self.assertFalse(keep_thought(said + " You know your wall, you."))
        self.assertFalse(keep_thought("Dear " + said + " Then Robert came."))

    def test_innocent_words_are_no_slurs(self) -> None:
        for word in ("spice", "second", "kite", "negotiate", "raccoon", "darkness", "retire", "jar"):
            self.assertIsNone(SLURS.search(word), word)

    def test_the_held_out_part_does_not_move_when_texts_are_added(self) -> None:
        self.assertEqual([held(t) for t in THOUGHTS[:5]], [held(Thought("other", "", t.text)) for t in THOUGHTS][:5])

    def test_a_text_is_about_what_it_names_twice(self) -> None:
        self.assertEqual(named_thing("The door was shut. I opened the door and a window."), "the door")
        self.assertEqual(named_thing("A door and a window."), "")


class Rows(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        train_tokenizer(TEXTS * 4, Path(cls.folder.name) / "tokenizer.model")
        cls.tok = Tokenizer(Path(cls.folder.name) / "tokenizer.model")

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def test_any_text_survives_the_tokenizer(self) -> None:
        for text in ("  two  spaces\n\n", "é 日本 😀", " lead", "<|im_end|>"):
            ids = self.tok.encode(text)
            self.assertEqual(self.tok.decode(ids), text)
            self.assertFalse({START_ID, END_ID} & set(ids))

    def test_the_mind_learns_its_thoughts_and_their_ends_only(self) -> None:
        row = next(lives(THOUGHTS, self.tok, 512, random.Random(1)))
        said = self.tok.pieces.decode(row.tokens[row.learn].tolist())
        self.assertNotIn("Think about", said)
        self.assertIn(TEXTS[0], said)
        self.assertIn(END_ID, row.tokens[row.learn])

    def test_training_resumes_and_learns(self) -> None:
        work = Path(self.folder.name)
        Corpus(THOUGHTS, THOUGHTS[:2], [], []).save(work / "corpus.json")
        shape = replace(SMALL, vocabulary=len(self.tok))
        plan = Plan(batch=512, warmup_steps=2, examine_every=4, compiled=False, workers=2, stages=(Stage(1.0, Diet(128, prose=0.0)),))
        for steps in (4, 8):
            train(work, shape, replace(plan, steps=steps))
        log = (work / "log.jsonl").read_text().splitlines()
        self.assertEqual(['"step": 4' in log[0], '"step": 8' in log[1], len(log)], [True, True, 2])


class Mathematics(unittest.TestCase):
    def test_rotation_keeps_lengths_and_depends_on_distance_alone(self) -> None:
        cos, sin = rotations(SMALL)
        q, k = torch.randn(SMALL.head), torch.randn(SMALL.head)
        turned = lambda x: rotate(x.expand(1, 20, 1, -1), cos, sin)[0, :, 0]
        scores = turned(q) @ turned(k).T
        self.assertTrue(torch.allclose(turned(q).norm(dim=-1), q.norm().expand(20), atol=1e-4))
        self.assertAlmostEqual(scores[5, 2].item(), scores[15, 12].item(), places=3)

    def test_no_token_sees_the_next(self) -> None:
        model = Llama(SMALL).eval()
        ids = torch.randint(0, 512, (1, 16))
        other = ids.clone()
        other[0, 10:] = 7
        self.assertTrue(torch.allclose(model(ids)[0, :10], model(other)[0, :10], atol=1e-5))

    def test_muon_steps_are_nearly_orthogonal(self) -> None:
        for shape in ((3, 32, 64), (3, 64, 32)):
            singular = torch.linalg.svdvals(orthogonal(torch.randn(shape)))
            self.assertTrue(0.4 < singular.min() and singular.max() < 1.4)

    def test_the_rate_warms_up_and_ends_at_nothing(self) -> None:
        plan = Plan()
        self.assertLess(plan.rate(0.0, 0), 0.1)
        self.assertEqual(plan.rate(0.3, 500), 1.0)
        self.assertEqual(plan.rate(1.0, 900), 0.0)


class Examination(unittest.TestCase):
    def test_a_long_quotation_is_found(self) -> None:
        text = "I have said a great many words in a row and nobody has stopped me yet."
        corpus = Corpus([Thought("words", "", text)], [], [], [])
        self.assertEqual(copied([text, "I say something else altogether."], corpus), 0.5)


if __name__ == "__main__":
    unittest.main()
