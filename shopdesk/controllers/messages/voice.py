"""Sentences of voice and microphone: errors and stages."""

from shopdesk.controllers.messages.mark import QT_TRANSLATE_NOOP

ERRORS: dict[str, str] = {
    "audio.unreadable": QT_TRANSLATE_NOOP("Messages", "{path} is not a sound file that can be read. Use a WAV file."),
    "microphone.no_library": QT_TRANSLATE_NOOP(
        "Messages", "Sound input is not installed. Install PortAudio, or type the words."
    ),
    "microphone.none": QT_TRANSLATE_NOOP(
        "Messages", "No microphone was found. Plug one in, or type the words or drop a WAV file."
    ),
    "microphone.failed": QT_TRANSLATE_NOOP(
        "Messages", "The microphone {name} gives no sound. Check it, or choose another."
    ),
    "microphone.silent": QT_TRANSLATE_NOOP(
        "Messages",
        "The microphone {name} gives only zeros. Switch it on or unmute it, or choose another.",
    ),
    "microphone.lost": QT_TRANSLATE_NOOP(
        "Messages", "The microphone {name} was unplugged. Plug it in and say it again, or type the words."
    ),
    "audio.rate": QT_TRANSLATE_NOOP("Messages", "A sample rate of {rate} is not supported. Use 8,000 to 96,000."),
    "audio.shape": QT_TRANSLATE_NOOP("Messages", "The sound has a shape that is not known. Use one or two channels."),
    "voice.alias": QT_TRANSLATE_NOOP(
        "Messages", "Another way of saying it needs letters or digits. Write it as it is said."
    ),
    "voice.no_clips": QT_TRANSLATE_NOOP(
        "Messages",
        "{path} has no clip that is named by a product. Name them by number or name, such as P0012.wav or P0012-2.wav.",
    ),
    "voice.no_folder": QT_TRANSLATE_NOOP("Messages", "Name the folder of clips, such as: evaluate voice clips."),
    "voice.columns": QT_TRANSLATE_NOOP("Messages", "The products need a number and a name, but have {columns}."),
    "voice.take_silent": QT_TRANSLATE_NOOP(
        "Messages", "Nothing was heard in take {take}. Say it again, closer to the microphone."
    ),
    "voice.no_takes": QT_TRANSLATE_NOOP("Messages", "There is no recording to learn from. Say the name three times."),
    "voice.taught_damaged": QT_TRANSLATE_NOOP(
        "Messages", "The taught words in {path} are damaged. Delete the file and teach them again."
    ),
    "voice.clips": QT_TRANSLATE_NOOP(
        "Messages", "{clips} clips and {labels} labels do not fit. Give one label per clip."
    ),
    "voice.untaught": QT_TRANSLATE_NOOP("Messages", "The recogniser has learned nothing yet. Teach it some words."),
    "voice.pattern": QT_TRANSLATE_NOOP(
        "Messages", "The phrase {pattern} has a bracket or a list without its partner. Correct it."
    ),
    "voice.features": QT_TRANSLATE_NOOP("Messages", "There are no features called {name}. Choose mfcc or encoder."),
    "hmm.shape": QT_TRANSLATE_NOOP(
        "Messages", "A model with {states} states cannot be made. Check states, symbols and kind."
    ),
    "hmm.empty": QT_TRANSLATE_NOOP("Messages", "There are no observations. Give at least one sequence."),
    "hmm.symbols": QT_TRANSLATE_NOOP("Messages", "Symbols must be from 0 to below {symbols}."),
    "hmm.not_finite": QT_TRANSLATE_NOOP("Messages", "The observations contain missing or infinite values. Clean them."),
    "hmm.lengths": QT_TRANSLATE_NOOP(
        "Messages", "Observations and states differ in length. Give one state per observation."
    ),
    "hmm.impossible": QT_TRANSLATE_NOOP(
        "Messages", "The model gives these observations no chance. Start from other parameters."
    ),
}

STAGES: dict[str, str] = {
    "listening": QT_TRANSLATE_NOOP("Messages", "Listening to the clips"),
    "loading_voice": QT_TRANSLATE_NOOP("Messages", "Loading the voice model"),
}
