"""Small fonts for what the built-in ones lack."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
CHINESE = str(FOLDER / "NotoSansSC-few.ttf")  # 王小明李娜，。（）
JAPANESE = str(FOLDER / "NotoSansCJKjp-few.otf")  # 田中花子, with CFF outlines and CIDs that are not numbers of glyphs

# one name a script; what has no font in the extra [fonts] is in CHINESE
NAMES = {
    "Arabic": "محمد علي الحسيني",
    "Persian with a joiner": "علی\u200cرضا",
    "Hebrew": "דוד בן־גוריון",
    "pointed Hebrew": "שָׁלוֹם",
    "Devanagari": "दीपिका क्षत्रिय",
    "Thai": "สมชาย น้ำใจดี",
    "Georgian": "ელენე",
    "Chinese": "王小明",
    "Vietnamese": "Nguyễn Thị Hằng",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Юрий Ёлкин",
    "marks without a composed letter": "x\u030c q\u0323\u0301",
    "decomposed": "Zoe\u0308 Nguye\u0302\u0303n",
    "both directions": "Ali محمد (أحمد) 12, Smith",
    "brackets from the right": "محمد (علي) 12/3",
}
