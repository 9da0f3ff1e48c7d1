"""python3 -m unittest training.test_training"""

import contextlib
import io
import json
import multiprocessing
import random
import tempfile
import threading
import time
import unittest
from dataclasses import replace
from pathlib import Path

import torch

from .__main__ import prepare_work
from .checkpoint import load
from .clean import SLURS, Thought, keep_thought, plain, whole_sentences
from .lives import Diet, epoch, lives
from .model import Llama, Shape, rotate, rotations
from .muon import orthogonal
from .plan import Plan, Stage
from .prepare import Corpus, held, named_thing, read, read_thoughts
from .tokenizer import END_ID, START_ID, Tokenizer, train_tokenizer
from .train import Run, train

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

    def test_characters_are_counted_also_where_they_are_spelled_in_bytes(self) -> None:
        for text in ("I am the rain.", "é 日本 😀"):
            self.assertEqual(sum(self.tok.characters(i) for i in self.tok.encode(text)), len(text))


class Training(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        quiet = contextlib.redirect_stdout(io.StringIO())
        quiet.__enter__()
        self.addCleanup(quiet.__exit__, None, None, None)

    def work(self, name: str) -> Path:
        work = Path(self.folder.name) / name
        work.mkdir()
        train_tokenizer(TEXTS * 4, work / "tokenizer.model")
        Corpus(THOUGHTS, THOUGHTS[:2], [], []).save(work / "corpus.json")
        return work

    def test_a_run_that_was_stopped_goes_on_to_the_same_mind(self) -> None:
        whole, stopped = self.work("whole"), self.work("stopped")
        shape = replace(SMALL, vocabulary=len(Tokenizer(whole / "tokenizer.model")))
        stages = (Stage(0.4, Diet(64, prose=0.0)), Stage(1.0, Diet(128, prose=0.0)))
        plan = Plan(batch=512, steps=8, warmup_steps=2, examine_every=4, compiled=False, workers=2, stages=stages)
        train(whole, shape, plan)

        run = Run(stopped, shape, replace(plan, workers=1))
        for _ in range(3):
            run.step(run.progress)
        run.save()
        run.workers.close()
        train(stopped, shape, plan)

        log = [json.loads(line) for line in (stopped / "log.jsonl").read_text().splitlines()]
        self.assertEqual([entry["step"] for entry in log], [4, 8])
        self.assertLess(log[1]["loss"], log[0]["loss"])
        one, other = (load(work / "best.pt").state_dict() for work in (whole, stopped))
        for name, weights in one.items():
            self.assertTrue(torch.equal(weights, other[name]), name)

    def test_a_killed_process_ends_the_run_with_a_line(self) -> None:
        work = self.work("killed")
        plan = Plan(batch=512, steps=10**6, compiled=False, workers=1, stages=(Stage(1.0, Diet(128, prose=0.0)),))
        killer = threading.Timer(0, self.kill_first_child)
        killer.start()
        with self.assertRaisesRegex(SystemExit, "a process was killed"):
            train(work, replace(SMALL, vocabulary=len(Tokenizer(work / "tokenizer.model"))), plan)

    @staticmethod
    def kill_first_child() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.1)
        children[0].kill()


class Preparation(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.texts = Path(folder.name)

    def test_a_folder_inside_another_is_read_once(self) -> None:
        (self.texts / "inner").mkdir()
        (self.texts / "inner" / "thoughts.jsonl").write_text("".join(json.dumps({"s": "x", "t": t, "w": 1}) + "\n\n" for t in TEXTS))
        self.assertEqual(len(read_thoughts([self.texts, self.texts / "inner"])), len(set(TEXTS)))

    def test_what_cannot_be_read_is_named_in_a_line(self) -> None:
        (self.texts / "thoughts.jsonl").write_text('{"s": "the rain"}\n')
        with self.assertRaisesRegex(SystemExit, "thoughts.jsonl, line 1"):
            read_thoughts([self.texts])
        (self.texts / "latin.txt").write_bytes(b"caf\xe9")
        with self.assertRaisesRegex(SystemExit, "latin.txt is not UTF-8"):
            read(self.texts / "latin.txt")

    def test_other_texts_are_refused_where_a_work_was_begun(self) -> None:
        work, book = self.texts / "work", self.texts / "book.txt"
        book.write_text("\n\n".join(f"{t} {t}" for t in TEXTS * 5))
        with contextlib.redirect_stdout(io.StringIO()):
            prepare_work(work, [self.texts], seed=1)
            prepare_work(work, [self.texts], seed=1)
        book.write_text(book.read_text() + " And more.")
        with self.assertRaisesRegex(SystemExit, "other texts"):
            prepare_work(work, [self.texts], seed=1)

    def test_a_pass_over_too_few_good_thoughts_takes_them_all(self) -> None:
        dull = [Thought("nothing", "", t) for t in TEXTS]
        with tempfile.TemporaryDirectory() as folder:
            train_tokenizer(TEXTS * 4, Path(folder) / "tokenizer.model")
            tok = Tokenizer(Path(folder) / "tokenizer.model")
        self.assertTrue(epoch(Corpus(dull, [], [], []), [], tok, Diet(128, prose=0.0, narrow=True), seed=1))


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


if __name__ == "__main__":
    unittest.main()
