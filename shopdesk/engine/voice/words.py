"""Recognisers of single words that learn from a few recordings of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.voice.encoder_features import EncoderFeatures
from shopdesk.engine.voice.features import word_features
from shopdesk.engine.voice.hmm import HiddenMarkovModel

_CONTEXT = 5
# A few takes, or a few speakers, make the Gaussians too sure of themselves. Cepstral features have a variance of one.
_LEAST_VARIANCE = {"mfcc": 0.4, "encoder": 0.05}


class HmmWordRecognizer:
    """One left-to-right model with single Gaussians per word; the likeliest word wins.

    Parameters
    ----------
    states : int
        States per word; fewer where a recording is too short for them.
    iterations : int
        Rounds of Baum-Welch per word.
    features : {"mfcc", "encoder"}
        Cepstral coefficients with their changes, or the frames of the acoustic model's pretrained encoder,
        turned to their principal components.
    """

    def __init__(self, states: int = 8, iterations: int = 8, seed: int = 0, features: str = "mfcc") -> None:
        if features not in ("mfcc", "encoder"):
            raise DataError("voice.features", name=features)
        self._states, self._iterations, self._seed = states, iterations, seed
        self._least_variance = _LEAST_VARIANCE[features]
        self._frames = EncoderFeatures() if features == "encoder" else None
        self.words: list[str] = []
        self._models: list[HiddenMarkovModel] = []

    def fit(
        self,
        clips: Sequence[np.ndarray],
        labels: Sequence[str],
        sample_rate: int,
        ctx: JobContext = NULL_CONTEXT,
    ) -> HmmWordRecognizer:
        """Learn words from recordings and their labels."""
        if len(clips) != len(labels) or not len(clips):
            raise DataError("voice.clips", clips=len(clips), labels=len(labels))
        if self._frames is None:
            features = [word_features(clip, sample_rate) for clip in clips]
        else:
            features = self._frames.fit(clips, sample_rate, ctx)
        self._learn(features, [str(x) for x in labels], ctx)
        return self

    def predict(self, clips: Sequence[np.ndarray], sample_rate: int) -> list[str]:
        """Return the likeliest word of each clip."""
        return [self.words[int(np.argmax(self.scores(clip, sample_rate)))] for clip in clips]

    def scores(self, clip: np.ndarray, sample_rate: int) -> np.ndarray:
        """Return the log likelihood of a clip per frame under each of ``words``."""
        if not self._models:
            raise DataError("voice.untaught")
        frames = self._frames
        return self._scores(word_features(clip, sample_rate) if frames is None else frames.of(clip, sample_rate))

    def _scores(self, x: np.ndarray) -> np.ndarray:
        return np.array([model.log_likelihood(x) for model in self._models]) / len(x)

    def _learn(self, features: list[np.ndarray], labels: list[str], ctx: JobContext) -> None:
        self.words = sorted(set(labels))
        self._models = []
        for done, word in enumerate(self.words):
            ctx.raise_if_cancelled()
            takes = [x for x, label in zip(features, labels, strict=True) if label == word]
            states = max(1, min(self._states, min(len(x) for x in takes) // 2))
            model = HiddenMarkovModel(states, topology="left_right", seed=self._seed)
            model.fit(takes, iterations=self._iterations)
            model.variances = np.maximum(model.variances, self._least_variance)
            self._models.append(model)
            ctx.progress((done + 1) / len(self.words), "words")


class DnnHmmWordRecognizer(HmmWordRecognizer):
    """The same models, but a neural network judges which state a frame belongs to.

    The word models align the recordings; the network learns the aligned states from a window of frames;
    its posteriors over the states' shares take the place of the Gaussians.

    Parameters
    ----------
    hidden : int
        Units of both hidden layers.
    epochs : int
        Passes over the frames.
    """

    def __init__(
        self,
        states: int = 8,
        iterations: int = 8,
        hidden: int = 256,
        epochs: int = 6,
        seed: int = 0,
        features: str = "mfcc",
    ) -> None:
        super().__init__(states, iterations, seed, features)
        self._hidden, self._epochs = hidden, epochs
        self._network: Any = None
        self._log_share = np.zeros(0)
        self._offsets: list[int] = []

    def _learn(self, features: list[np.ndarray], labels: list[str], ctx: JobContext) -> None:
        super()._learn(features, labels, ctx)
        self._offsets = [0, *np.cumsum([model.states for model in self._models]).tolist()]
        targets = []
        for x, label in zip(features, labels, strict=True):
            place = self.words.index(label)
            model = self._models[place]
            path, _ = model.viterbi_over(model.log_emissions(x), to_end=True)
            targets.append(path + self._offsets[place])
        states = np.concatenate(targets)
        counts = np.bincount(states, minlength=self._offsets[-1]) + 1.0
        self._log_share = np.log(counts / counts.sum())
        self._train(np.concatenate([_windows(x) for x in features]), states, ctx)

    def _train(self, frames: np.ndarray, states: np.ndarray, ctx: JobContext) -> None:
        from shopdesk.engine import weights

        torch: Any = weights.import_torch()
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self._seed)
            layers = torch.nn
            network = layers.Sequential(
                layers.Linear(frames.shape[1], self._hidden),
                layers.ReLU(),
                layers.Dropout(0.2),
                layers.Linear(self._hidden, self._hidden),
                layers.ReLU(),
                layers.Dropout(0.2),
                layers.Linear(self._hidden, self._offsets[-1]),
            )
            optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
            x, y = torch.from_numpy(frames), torch.from_numpy(states)
            for epoch in range(self._epochs):
                ctx.raise_if_cancelled()
                for batch in torch.randperm(len(x)).split(256):
                    optimiser.zero_grad()
                    layers.functional.cross_entropy(network(x[batch]), y[batch]).backward()
                    optimiser.step()
                ctx.progress((epoch + 1) / self._epochs, "network")
        self._network = network.eval()

    def _scores(self, x: np.ndarray) -> np.ndarray:
        from shopdesk.engine import weights

        torch: Any = weights.import_torch()
        with torch.no_grad():
            posteriors = torch.log_softmax(self._network(torch.from_numpy(_windows(x))), 1).numpy()
        likelihoods = posteriors.astype(np.float64) - self._log_share
        out = []
        for place, model in enumerate(self._models):
            own = likelihoods[:, self._offsets[place] : self._offsets[place + 1]]
            out.append(model.viterbi_over(own, to_end=len(x) >= model.states)[1] / len(x))
        return np.array(out)


def _windows(x: np.ndarray) -> np.ndarray:
    """Return each frame with its neighbours, as one long row."""
    padded = np.pad(x, ((_CONTEXT, _CONTEXT), (0, 0)), mode="edge")
    view = np.lib.stride_tricks.sliding_window_view(padded, 2 * _CONTEXT + 1, axis=0)
    return view.reshape(len(x), -1).astype(np.float32)
