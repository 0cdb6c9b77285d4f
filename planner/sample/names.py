"""Invented Vietnamese names: family, middle and given names drawn apart, so that no real person is meant."""

from __future__ import annotations

from random import Random

# Weights follow how common the family names are in a coastal province of the centre; they are a guess.
FAMILIES = {
    "Nguyễn": 30, "Trần": 12, "Lê": 10, "Phạm": 7, "Hoàng": 7, "Phan": 5, "Võ": 4, "Đặng": 4, "Bùi": 3,
    "Đỗ": 3, "Hồ": 3, "Ngô": 3, "Dương": 3, "Đinh": 3, "Cao": 3, "Trương": 3, "Mai": 2, "Đoàn": 2, "Lưu": 1,
    "Tạ": 1, "Thái": 1, "Hà": 2, "Lương": 1, "Châu": 1, "Từ": 1, "Tống": 1, "Diệp": 1, "Quách": 1, "Kiều": 1,
}  # fmt: skip
MEN_MIDDLE = [
    "Văn",
    "Hữu",
    "Đức",
    "Quang",
    "Minh",
    "Xuân",
    "Ngọc",
    "Công",
    "Đình",
    "Trọng",
    "Thanh",
    "Quốc",
    "Hồng",
    "Bá",
    "Duy",
    "Mạnh",
    "Tiến",
    "Anh",
    "Việt",
    "Hải",
    "Như",
    "Khắc",
    "Sỹ",
    "Thế",
]
WOMEN_MIDDLE = [
    "Thị",
    "Thị",
    "Thị",
    "Thu",
    "Ngọc",
    "Thanh",
    "Minh",
    "Hồng",
    "Kim",
    "Bích",
    "Diệu",
    "Mai",
    "Phương",
    "Hoài",
    "Lệ",
    "Khánh",
]
MEN_GIVEN = [
    "An",
    "Bình",
    "Bảo",
    "Cường",
    "Chiến",
    "Dũng",
    "Dương",
    "Đạt",
    "Đông",
    "Đức",
    "Giang",
    "Hà",
    "Hải",
    "Hiếu",
    "Hòa",
    "Hoàn",
    "Hùng",
    "Huy",
    "Hưng",
    "Khánh",
    "Khoa",
    "Lâm",
    "Linh",
    "Long",
    "Lộc",
    "Mạnh",
    "Minh",
    "Nam",
    "Nghĩa",
    "Nhân",
    "Phong",
    "Phú",
    "Phúc",
    "Phước",
    "Quân",
    "Quý",
    "Sơn",
    "Tài",
    "Tâm",
    "Tân",
    "Thắng",
    "Thành",
    "Thái",
    "Thịnh",
    "Thuận",
    "Tiến",
    "Toàn",
    "Trung",
    "Trường",
    "Tuấn",
    "Tùng",
    "Việt",
    "Vinh",
    "Vũ",
    "Vượng",
]
WOMEN_GIVEN = [
    "An",
    "Bình",
    "Châu",
    "Chi",
    "Dung",
    "Duyên",
    "Đào",
    "Giang",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hòa",
    "Hoài",
    "Hồng",
    "Huệ",
    "Hương",
    "Lan",
    "Lành",
    "Liên",
    "Linh",
    "Loan",
    "Mai",
    "Minh",
    "Nga",
    "Ngân",
    "Ngọc",
    "Nguyệt",
    "Nhàn",
    "Nhung",
    "Oanh",
    "Phương",
    "Phượng",
    "Quyên",
    "Tâm",
    "Thảo",
    "Thắm",
    "Thanh",
    "Thu",
    "Thủy",
    "Thúy",
    "Trang",
    "Tuyết",
    "Uyên",
    "Vân",
    "Xuân",
    "Yến",
]
# A few names of minority peoples, whole: one word, an apostrophe, a hyphen, Y and A as they are written.
MINORITY_MEN = [
    "Hồ A Lăng",
    "Hồ Pả Cương",
    "Hồ Văn Xây",
    "Y Khăm Ê Nuôl",
    "Y Wăn Niê",
    "Lơ Mu K'Brơi",
    "A Vế",
    "Giàng A Sáu",
    "Nông Văn Lành",
    "Lò Văn Pọm",
    "Cao Xuân Rục",
    "Đinh Xon",
    "Thạch Sa Phon",
    "Đàng Năng Tiến",
    "Kpă Thul",
    "Rơ Châm Tưn",
    "Vi Văn Khằm",
    "Bàn Tài Phủ",
    "Hồ Thoong",
    "Cầm Bá Nhót",
]
MINORITY_WOMEN = [
    "Hồ Thị Pỉnh",
    "Hồ Thị Ca Ri",
    "H'Nuan Ê Ban",
    "H'Bloi Niê",
    "Y Thoang",
    "Giàng Thị Dính",
    "Lò Thị Ún",
    "Nông Thị Then",
    "Cao Thị Lư",
    "Ka Hem",
    "Thạch Thị Sô Phia",
    "Kiều Thị Ha Ri",
    "Vi Thị Nọi",
    "Đinh Thị Rưi",
]
MINORITY_IN_100 = 4


class Names:
    """Draws names, each once; a name may come back for another person only through ``again``."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def draw(self, woman: bool) -> str:
        """A name not drawn before."""
        while True:
            name = self._one(woman)
            if name not in self._used:
                self._used.add(name)
                return name

    def _one(self, woman: bool) -> str:
        rng = self._rng
        if rng.randrange(100) < MINORITY_IN_100:
            return rng.choice(MINORITY_WOMEN if woman else MINORITY_MEN)
        family = rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
        middle = rng.choice(WOMEN_MIDDLE if woman else MEN_MIDDLE)
        given = rng.choice(WOMEN_GIVEN if woman else MEN_GIVEN)
        if middle == given:
            return self._one(woman)
        # Some women carry the mother's way of naming: "Thị" and a second middle name.
        if woman and middle != "Thị" and rng.randrange(3) == 0:
            middle = f"Thị {middle}"
        return f"{family} {middle} {given}"
