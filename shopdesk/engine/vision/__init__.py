"""Product photos: decoding, the network, what was taught, quality, barcodes, and what looks odd."""

from shopdesk.engine.vision.anomaly import AnomalyDetector
from shopdesk.engine.vision.barcode import read_barcodes
from shopdesk.engine.vision.classifier import ProductClassifier
from shopdesk.engine.vision.decode import decode_image
from shopdesk.engine.vision.gan import FeatureGan
from shopdesk.engine.vision.quality import assess_quality
from shopdesk.engine.vision.text import read_text

__all__ = [
    "AnomalyDetector",
    "FeatureGan",
    "ProductClassifier",
    "assess_quality",
    "decode_image",
    "read_barcodes",
    "read_text",
]
