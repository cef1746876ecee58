"""What controllers and the command line ask, and what they are answered. Frozen; every field can travel.

One module per topic; what stands in no module of ``TOPICS`` cannot travel to the engine process.
"""

from shopdesk.controllers.requests import catalog, prices, recommend, vision, voice

TOPICS = (catalog, recommend, prices, vision, voice)
