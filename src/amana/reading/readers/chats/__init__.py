"""Readers of chats as the messengers export them.

For an investigator: who wrote what when, as the export states it, and nothing guessed.
For an engineer: WhatsApp writes plain text, Telegram JSON; each message becomes a block.
"""
