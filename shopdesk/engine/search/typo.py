"""Which known words a misspelt word may mean."""

from __future__ import annotations

import numpy as np

LONGEST_WORD = 40
_MOST_GUESSES = 12


def guesses(word: str, known: np.ndarray) -> list[str]:
    """Return the known words nearest to a misspelt one, by changed, missing, added and swapped letters.

    The beginning of a long word counts like a whole word, for a name may still be being typed.

    Parameters
    ----------
    word : str
        A folded word that no product has.
    known : ndarray of str objects
        The words that products have.

    Returns
    -------
    list of str
        The nearest ones, best first; none if nothing is near enough.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    if not allowed or len(word) > LONGEST_WORD or not word.isalpha():
        return []
    sizes = np.fromiter(map(len, known), np.int32, len(known))
    near = known[sizes >= len(word) - allowed]
    if not len(near):
        return []
    whole = process.cdist([word], near.tolist(), scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
    distance = whole.astype(np.float32)
    if len(word) > 3:
        starts = [other[: len(word)] for other in near]
        begun = process.cdist([word], starts, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
        distance = np.minimum(distance, begun + 0.4)
    close = np.flatnonzero(distance <= allowed + 0.4)
    # Few people mistake the first letter, so words that share it go first among equals.
    ranked = sorted(close, key=lambda i: (distance[i] + (near[i][0] != word[0]) * 0.5, len(near[i]), near[i]))
    best = [i for i in ranked if distance[i] <= distance[ranked[0]] + 1.0]
    return [str(near[i]) for i in best[:_MOST_GUESSES]]
