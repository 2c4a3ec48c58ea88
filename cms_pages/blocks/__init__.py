from cms_pages.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
