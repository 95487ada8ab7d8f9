"""The alarm receiver: panels' frames are stored, then acknowledged. Plain asyncio over SQL, without Django."""
