"""Voice: clips, speech, hidden Markov models, and finding products by what was said."""

from shopdesk.engine.voice.audio import read_clip, to_mono_16k
from shopdesk.engine.voice.lookup import VoiceSearch

__all__ = ["VoiceSearch", "read_clip", "to_mono_16k"]
