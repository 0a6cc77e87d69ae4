"""The engines that can stand behind `SearchIndex`."""
