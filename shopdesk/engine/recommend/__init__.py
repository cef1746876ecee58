"""Recommendations: content, neighbours, popularity, their blend, reasons and evaluation."""

from shopdesk.engine.recommend.base import Queries, Recommender
from shopdesk.engine.recommend.content import ContentRecommender
from shopdesk.engine.recommend.data import SalesData, encode
from shopdesk.engine.recommend.evaluation import FEW_QUESTIONS, evaluate
from shopdesk.engine.recommend.hybrid import HybridRecommender
from shopdesk.engine.recommend.neighbours import ItemNeighbours, UserNeighbours
from shopdesk.engine.recommend.popularity import Popularity
from shopdesk.engine.recommend.rules import pair_rules

__all__ = [
    "FEW_QUESTIONS",
    "ContentRecommender",
    "HybridRecommender",
    "ItemNeighbours",
    "Popularity",
    "Queries",
    "Recommender",
    "SalesData",
    "UserNeighbours",
    "encode",
    "evaluate",
    "pair_rules",
]
