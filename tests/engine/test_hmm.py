"""Hidden Markov models give known answers and agree with another implementation."""

import itertools

import numpy as np
import pytest
from hmmlearn import hmm as peer

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice import HiddenMarkovModel

START = np.array([0.6, 0.4])
MOVES = np.array([[0.7, 0.3], [0.4, 0.6]])
EMISSION = np.array([[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]])


def weather():
    model = HiddenMarkovModel(2, "discrete", symbols=3)
    model.start, model.transitions, model.emission = START.copy(), MOVES.copy(), EMISSION.copy()
    return model


def gaussian():
    model = HiddenMarkovModel(2)
    model.start, model.transitions = START.copy(), MOVES.copy()
    model.means = np.array([[0.0, 1.0], [3.0, -1.0]])
    model.variances = np.array([[1.0, 0.5], [0.7, 2.0]])
    return model


def as_peer(model):
    if model.emissions == "discrete":
        other = peer.CategoricalHMM(2, init_params="", n_iter=1, tol=-np.inf)
        other.emissionprob_ = model.emission.copy()
    else:
        other = peer.GaussianHMM(
            2, "diag", init_params="", n_iter=1, tol=-np.inf, covars_prior=0, covars_weight=0, means_weight=0
        )
        other.means_, other.covars_ = model.means.copy(), model.variances.copy()
    other.startprob_, other.transmat_ = model.start.copy(), model.transitions.copy()
    return other


def test_the_textbook_example():
    path, score = weather().viterbi(np.array([0, 1, 2]))
    assert path.tolist() == [0, 0, 1]
    assert np.exp(score) == pytest.approx(0.01512)
    assert np.exp(weather().log_likelihood(np.array([0, 1, 2]))) == pytest.approx(0.03628)


def test_likelihood_is_the_sum_over_all_paths():
    symbols = [2, 0, 1, 1, 0]
    total = 0.0
    for path in itertools.product(range(2), repeat=len(symbols)):
        p = START[path[0]] * EMISSION[path[0], symbols[0]]
        for t in range(1, len(symbols)):
            p *= MOVES[path[t - 1], path[t]] * EMISSION[path[t], symbols[t]]
        total += p
    assert weather().log_likelihood(np.array(symbols)) == pytest.approx(np.log(total))


@pytest.mark.parametrize("make", [weather, gaussian])
def test_scores_and_paths_agree_with_the_peer(make):
    model = make()
    x, _ = model.sample(200, seed=1)
    columns = x.reshape(len(x), -1)
    other = as_peer(model)
    assert model.log_likelihood(x) == pytest.approx(other.score(columns))
    score, path = other.decode(columns)
    ours, our_score = model.viterbi(x)
    assert our_score == pytest.approx(score)
    np.testing.assert_array_equal(ours, path)


@pytest.mark.parametrize("make", [weather, gaussian])
def test_one_round_of_learning_agrees_with_the_peer(make):
    model = make()
    lengths = [80, 1, 33, 80, 2]
    parts = [model.sample(length, seed=seed)[0] for seed, length in enumerate(lengths, 1)]
    other = as_peer(model)
    other.fit(np.concatenate(parts).reshape(sum(lengths), -1), lengths)
    model.fit(parts, iterations=1, initialise=False)
    np.testing.assert_allclose(model.start, other.startprob_, atol=1e-6)
    np.testing.assert_allclose(model.transitions, other.transmat_, atol=1e-6)
    if model.emissions == "discrete":
        np.testing.assert_allclose(model.emission, other.emissionprob_, atol=1e-6)
    else:
        np.testing.assert_allclose(model.means, other.means_, atol=1e-6)
        np.testing.assert_allclose(model.variances, [np.diag(c) for c in other.covars_], atol=1e-3)


def test_learning_never_loses_likelihood_and_finds_the_states():
    true = gaussian()
    x, path = true.sample(600, seed=3)
    model = HiddenMarkovModel(2, seed=0)
    model.fit([x], iterations=1)
    likelihoods = [model.log_likelihood(x)]
    for _ in range(8):
        likelihoods.append(model.fit([x], iterations=1, initialise=False).log_likelihood(x))
    assert np.all(np.diff(likelihoods) > -1e-6)
    found = model.viterbi(x)[0]
    assert max((found == path).mean(), (found != path).mean()) > 0.93


def test_counting_where_the_states_are_known():
    symbols = [np.array([0, 0, 1]), np.array([1, 1])]
    paths = [np.array([0, 0, 1]), np.array([1, 1])]
    model = HiddenMarkovModel(2, "discrete", symbols=2).fit_supervised(symbols, paths, smoothing=0.0)
    np.testing.assert_allclose(model.start, [0.5, 0.5])
    np.testing.assert_allclose(model.transitions, [[0.5, 0.5], [0.0, 1.0]])
    np.testing.assert_allclose(model.emission, np.eye(2))
    with pytest.raises(DataError, match=r"hmm\.lengths"):
        model.fit_supervised(symbols, paths[:1])


def test_left_to_right_never_goes_back_or_skips():
    rng = np.random.default_rng(0)
    takes = [np.repeat([0.0, 5.0, 1.0], n) + 0.1 * rng.standard_normal(3 * n) for n in (8, 10, 12)]
    model = HiddenMarkovModel(3, topology="left_right").fit(takes)
    path, _ = model.viterbi(takes[1])
    assert path.tolist() == [0] * 10 + [1] * 10 + [2] * 10
    assert model.transitions[1, 0] == model.transitions[0, 2] == 0
    np.testing.assert_allclose(model.means[:, 0], [0, 5, 1], atol=0.1)


def test_a_million_to_one_does_not_underflow():
    x, _ = weather().sample(3000, seed=0)
    assert -4000 < weather().log_likelihood(x) < -2000


def test_samples_follow_the_model():
    x, path = weather().sample(4000, seed=5)
    assert (path[1:][path[:-1] == 0] == 0).mean() == pytest.approx(0.7, abs=0.04)
    assert (x[path == 1] == 2).mean() == pytest.approx(0.6, abs=0.04)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: weather().fit([]), "hmm.empty"),
        (lambda: weather().viterbi(np.array([5])), "hmm.symbols"),
        (lambda: gaussian().viterbi(np.array([[np.nan, 0.0]])), "hmm.not_finite"),
        (lambda: HiddenMarkovModel(0), "hmm.shape"),
    ],
)
def test_what_cannot_be_learnt_is_refused(call, code):
    with pytest.raises(DataError) as caught:
        call()
    assert caught.value.code == code
