"""Hidden Markov models from the ground up: discrete or Gaussian emissions, everything in log space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from shopdesk.engine.errors import DataError

_LEAST_VARIANCE = 1e-3
_NEVER = -np.inf
_BATCH_FRAMES = 8192


class HiddenMarkovModel:
    """A first-order hidden Markov model.

    Parameters
    ----------
    states : int
        Number of hidden states.
    emissions : {"gaussian", "discrete"}
        Diagonal Gaussians over vectors, or categories 0, 1, ... over symbols.
    symbols : int
        Number of categories of discrete emissions.
    topology : {"full", "left_right"}
        Any state after any, or from left to right, one at a time.
    seed : int
        Chance in the first guess and in samples.

    Attributes
    ----------
    start, transitions : ndarray
        Probabilities of the first state and from row to column.
    means, variances : ndarray (states, dimensions)
        Of Gaussian emissions.
    emission : ndarray (states, symbols)
        Of discrete emissions.
    """

    def __init__(
        self,
        states: int,
        emissions: str = "gaussian",
        symbols: int = 0,
        topology: str = "full",
        seed: int = 0,
    ) -> None:
        if states < 1 or emissions not in ("gaussian", "discrete") or topology not in ("full", "left_right"):
            raise DataError("hmm.shape", states=states)
        if emissions == "discrete" and symbols < 1:
            raise DataError("hmm.shape", states=states)
        self.states, self.emissions, self.symbols, self.topology = states, emissions, symbols, topology
        self._rng = np.random.default_rng(seed)
        self.start = np.full(states, 1 / states)
        self.transitions = np.full((states, states), 1 / states)
        if topology == "left_right":
            self.start = np.eye(states)[0]
            self.transitions = 0.5 * (np.eye(states) + np.eye(states, k=1))
            self.transitions[-1, -1] = 1.0
        self.means = np.zeros((states, 0))
        self.variances = np.ones((states, 0))
        self.emission = np.full((states, max(symbols, 1)), 1 / max(symbols, 1))

    def fit(
        self,
        sequences: Sequence[np.ndarray],
        iterations: int = 50,
        tolerance: float = 1e-4,
        initialise: bool = True,
    ) -> HiddenMarkovModel:
        """Learn from observations alone (Baum-Welch).

        Parameters
        ----------
        sequences : sequence of ndarray
            Vectors (time, dimensions) or symbols (time,).
        iterations, tolerance : int, float
            Stop after so many rounds, or when a round gains less than this per observation.
        initialise : bool
            False starts from the present parameters.
        """
        data = self._checked(sequences)
        if initialise:
            self._guess(data)
        frames = sum(len(x) for x in data)
        before = _NEVER
        for _ in range(iterations):
            total = self._round(data)
            if total - before < tolerance * frames:
                break
            before = total
        return self

    def fit_supervised(
        self, sequences: Sequence[np.ndarray], states: Sequence[np.ndarray], smoothing: float = 1.0
    ) -> HiddenMarkovModel:
        """Learn by counting, where the state of each observation is known.

        ``smoothing`` is added to each count that the topology allows.
        """
        data = self._checked(sequences)
        paths = [np.asarray(path, np.int64) for path in states]
        if [len(x) for x in data] != [len(path) for path in paths]:
            raise DataError("hmm.lengths")
        first = np.zeros(self.states)
        moves = np.zeros((self.states, self.states))
        for path in paths:
            first[path[0]] += 1
            np.add.at(moves, (path[:-1], path[1:]), 1)
        self.start = _normalised(first + smoothing * (self.start > 0), self.start)
        self.transitions = _normalised(moves + smoothing * (self.transitions > 0), self.transitions)
        weights = [np.eye(self.states)[path] for path in paths]
        self._learn_emissions(data, weights, smoothing)
        return self

    def log_likelihood(self, sequence: np.ndarray) -> float:
        """Return the log probability (density) of a sequence over all paths."""
        (data,) = self._checked([sequence])
        return float(_log_sum(self._forward(self.log_emissions(data)[None])[0, -1], axis=0))

    def viterbi(self, sequence: np.ndarray) -> tuple[np.ndarray, float]:
        """Return the likeliest path and its log probability."""
        (data,) = self._checked([sequence])
        return self.viterbi_over(self.log_emissions(data))

    def viterbi_over(self, emissions: np.ndarray, to_end: bool = False) -> tuple[np.ndarray, float]:
        """Return the likeliest path where the emissions' log scores (time, states) come from elsewhere.

        ``to_end`` asks for a path that ends in the last state.
        """
        count = len(emissions)
        moves = _log(self.transitions)
        back = np.zeros((count, self.states), np.int64)
        score = _log(self.start) + emissions[0]
        for t in range(1, count):
            reached = score[:, None] + moves
            back[t] = reached.argmax(axis=0)
            score = reached[back[t], np.arange(self.states)] + emissions[t]
        path = np.zeros(count, np.int64)
        path[-1] = self.states - 1 if to_end else int(score.argmax())
        best = float(score[path[-1]])
        for t in range(count - 1, 0, -1):
            path[t - 1] = back[t, path[t]]
        return path, best

    def sample(self, length: int, seed: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return random observations and the states behind them."""
        rng = self._rng if seed is None else np.random.default_rng(seed)
        path = np.zeros(length, np.int64)
        for t in range(length):
            path[t] = rng.choice(self.states, p=self.start if t == 0 else self.transitions[path[t - 1]])
        if self.emissions == "discrete":
            return np.array([rng.choice(self.symbols, p=self.emission[s]) for s in path], np.int64), path
        noise = rng.standard_normal((length, self.means.shape[1]))
        return self.means[path] + noise * np.sqrt(self.variances[path]), path

    def log_emissions(self, data: np.ndarray) -> np.ndarray:
        """Return the log probability of each observation in each state, (time, states)."""
        if self.emissions == "discrete":
            return _log(self.emission)[:, data].T
        precision = 1 / self.variances
        distance = (data**2) @ precision.T - 2 * data @ (self.means * precision).T + (self.means**2 * precision).sum(1)
        return -0.5 * (distance + np.log(2 * np.pi * self.variances).sum(1))

    def parameters(self) -> dict[str, np.ndarray]:
        """Return what was learnt, as arrays to be saved."""
        learnt = {"start": self.start, "transitions": self.transitions}
        if self.emissions == "discrete":
            return learnt | {"emission": self.emission}
        return learnt | {"means": self.means, "variances": self.variances}

    def _round(self, data: list[np.ndarray]) -> float:
        """Do one round of expectation and maximisation; returns the likelihood before it."""
        first = np.zeros(self.states)
        moves = np.zeros((self.states, self.states))
        weights: list[np.ndarray] = [np.zeros(0)] * len(data)
        total = 0.0
        for places in _batches(data):
            emissions, inside = self._stacked([data[n] for n in places])
            forward, backward = self._forward(emissions), self._backward(emissions, inside)
            likelihoods = _log_sum(_last(forward, inside), axis=1)
            if not np.isfinite(likelihoods).all():
                raise DataError("hmm.impossible")
            total += float(likelihoods.sum())
            shares = np.exp(forward + backward - likelihoods[:, None, None])
            first += shares[:, 0].sum(0)
            joint = forward[:, :-1, :, None] + _log(self.transitions) + (emissions + backward)[:, 1:, None, :]
            moves += np.exp(joint - likelihoods[:, None, None, None])[inside[:, 1:]].sum(0)
            for n, share, own in zip(places, shares, inside, strict=True):
                weights[n] = share[own]
        self.start = _normalised(first, self.start)
        self.transitions = _normalised(moves, self.transitions)
        self._learn_emissions(data, weights, 0.0)
        return total

    def _stacked(self, data: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """Return log emissions (sequences, time, states), filled up with 0, and where (sequences, time) they are."""
        lengths = np.array([len(x) for x in data])
        inside = np.arange(lengths.max()) < lengths[:, None]
        emissions = np.zeros((*inside.shape, self.states))
        emissions[inside] = self.log_emissions(np.concatenate(data))
        return emissions, inside

    def _learn_emissions(self, data: list[np.ndarray], weights: list[np.ndarray], smoothing: float) -> None:
        x, w = np.concatenate(data), np.concatenate(weights)
        if self.emissions == "discrete":
            counts = np.full((self.symbols, self.states), smoothing)
            np.add.at(counts, x, w)
            self.emission = _normalised(counts.T, self.emission)
            return
        mass = w.sum(0)[:, None]
        seen = mass[:, 0] > 1e-8
        if self.means.shape[1] != x.shape[1]:
            self.means = np.tile(x.mean(0), (self.states, 1))
            self.variances = np.tile(x.var(0) + _LEAST_VARIANCE, (self.states, 1))
        safe = np.maximum(mass, 1e-8)
        means = w.T @ x / safe
        variances = np.maximum(w.T @ (x**2) / safe - means**2, _LEAST_VARIANCE)
        self.means = np.where(seen[:, None], means, self.means)
        self.variances = np.where(seen[:, None], variances, self.variances)

    def _guess(self, data: list[np.ndarray]) -> None:
        """Choose first parameters: equal parts of each sequence from left to right, else by chance."""
        if self.emissions == "discrete":
            self.emission = self._rng.dirichlet(np.full(self.symbols, 5.0), self.states)
            if self.topology == "full":
                self.transitions = self._rng.dirichlet(np.full(self.states, 5.0), self.states)
            return
        if self.topology == "left_right":
            parts = [np.arange(len(x)) * self.states // len(x) for x in data]
        else:
            parts = np.split(self._nearest(np.concatenate(data)), np.cumsum([len(x) for x in data])[:-1])
        self._learn_emissions(data, [np.eye(self.states)[part] for part in parts], 0.0)

    def _nearest(self, x: np.ndarray) -> np.ndarray:
        """Return each vector's group after a few rounds of k-means from spread-out centres."""
        centres = x[self._rng.integers(len(x))][None]
        while len(centres) < self.states:
            distance = ((x[:, None] - centres) ** 2).sum(2).min(1)
            chance = distance / distance.sum() if distance.sum() > 0 else None
            centres = np.vstack([centres, x[self._rng.choice(len(x), p=chance)]])
        group = np.zeros(len(x), np.int64)
        for _ in range(10):
            group = ((x[:, None] - centres) ** 2).sum(2).argmin(1)
            centres = np.array(
                [x[group == n].mean(0) if (group == n).any() else centres[n] for n in range(self.states)]
            )
        return group

    def _forward(self, emissions: np.ndarray) -> np.ndarray:
        """Return the log probability of what was seen up to each time, per state, for stacked sequences."""
        moves = _log(self.transitions)
        out = np.empty_like(emissions)
        out[:, 0] = _log(self.start) + emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            out[:, t] = _log_sum(out[:, t - 1, :, None] + moves, axis=1) + emissions[:, t]
        return out

    def _backward(self, emissions: np.ndarray, inside: np.ndarray) -> np.ndarray:
        """Return the log probability of what comes after each time, per state, for stacked sequences."""
        moves = _log(self.transitions)
        out = np.zeros_like(emissions)
        for t in range(emissions.shape[1] - 2, -1, -1):
            later = _log_sum(moves + (emissions[:, t + 1] + out[:, t + 1])[:, None, :], axis=2)
            out[:, t] = np.where(inside[:, t + 1, None], later, 0.0)
        return out

    def _checked(self, sequences: Sequence[np.ndarray]) -> list[np.ndarray]:
        data = [np.asarray(x) for x in sequences]
        if not data or any(len(x) == 0 for x in data):
            raise DataError("hmm.empty")
        if self.emissions == "discrete":
            symbols = [x.astype(np.int64).reshape(-1) for x in data]
            if any(x.min() < 0 or x.max() >= self.symbols for x in symbols):
                raise DataError("hmm.symbols", symbols=self.symbols)
            return symbols
        vectors = [(x.reshape(-1, 1) if x.ndim == 1 else x).astype(np.float64) for x in data]
        if any(not np.isfinite(x).all() for x in vectors):
            raise DataError("hmm.not_finite")
        return vectors


def _batches(data: list[np.ndarray]) -> Iterator[list[int]]:
    """Yield the places of sequences of similar length, to be worked on together."""
    batch: list[int] = []
    for place in sorted(range(len(data)), key=lambda n: len(data[n])):
        if batch and (len(batch) + 1) * len(data[place]) > _BATCH_FRAMES:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _last(stacked: np.ndarray, inside: np.ndarray) -> np.ndarray:
    last: np.ndarray = stacked[np.arange(len(stacked)), inside.sum(axis=1) - 1]
    return last


def _log(probabilities: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore"):
        return np.log(probabilities)


def _log_sum(scores: np.ndarray, axis: int) -> np.ndarray:
    top = np.maximum(scores.max(axis=axis, keepdims=True), -1e300)
    return _log(np.exp(scores - top).sum(axis=axis)) + np.squeeze(top, axis=axis)


def _normalised(counts: np.ndarray, otherwise: np.ndarray) -> np.ndarray:
    """Return counts as probabilities; a row without any keeps its old ones."""
    total = counts.sum(axis=-1, keepdims=True)
    return np.where(total > 0, counts / np.maximum(total, 1e-300), otherwise)
