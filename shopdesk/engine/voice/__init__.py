"""Voice: clips, speech, hidden Markov models, and finding products by what was said."""

from shopdesk.engine.voice.audio import read_clip, to_mono_16k
from shopdesk.engine.voice.features import log_mel, mfcc
from shopdesk.engine.voice.hmm import HiddenMarkovModel
from shopdesk.engine.voice.lookup import VoiceSearch
from shopdesk.engine.voice.words import DnnHmmWordRecognizer, HmmWordRecognizer

__all__ = [
    "DnnHmmWordRecognizer",
    "HiddenMarkovModel",
    "HmmWordRecognizer",
    "VoiceSearch",
    "log_mel",
    "mfcc",
    "read_clip",
    "to_mono_16k",
]
