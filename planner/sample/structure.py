"""The bodies of an invented coastal province and their seats: numbers as in Part II.I of the scheme.

58 units and 282 listed seats; 96 more managed seats outside the list; district divisions (with posts that
are not managed) and provincial divisions (where people of the planning pool work).
"""

from __future__ import annotations

from dataclasses import dataclass

Row = dict[str, object]

# The ladder of tiers, by what a move means in the field: division deputy 1, division head 2; then the
# district standing members, the deputies of service units and the full-time inspectors 3; the deputies of
# departments, Party and Front bodies and the vice chairs of districts 4 (they are moved to and from each
# other as equals); deputy secretaries and heads of service units 5; heads of departments, Party and Front
# bodies and the secretaries of districts 6, who as a rule sit on the provincial committee.
TIER = {
    "division_deputy": 1, "division_head": 2, "standing_member": 3, "full_time_member": 3, "other": 3,
    "deputy": 4, "standing_deputy": 4, "council_vice_chair": 4, "committee_vice_chair": 4,
    "deputy_secretary": 5, "head": 6, "secretary": 6,
}  # fmt: skip
SERVICE_TIER = {"head": 5, "standing_deputy": 4, "deputy": 3}  # party_service and gov_service


@dataclass(frozen=True)
class Body:
    """A unit of the province: its code, name, bloc, sector, the titles of its head and deputies (count)."""

    code: str
    name: str
    bloc: str
    sector: str
    head: str
    deputy: str
    deputies: int


def _bodies(bloc: str, table: str) -> list[Body]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [Body(c, n, bloc, s, h, d, int(k)) for c, n, s, h, d, k in (map(str.strip, row) for row in rows)]


BODIES = [
    *_bodies("party_advisory", """
        VPTU | Văn phòng Tỉnh ủy | | Chánh Văn phòng | Phó Chánh Văn phòng | 3
        BTC | Ban Tổ chức Tỉnh ủy | | Trưởng ban | Phó Trưởng ban | 3
        UBKT | Ủy ban Kiểm tra Tỉnh ủy | inspection | Chủ nhiệm | Phó Chủ nhiệm | 2
        BTG | Ban Tuyên giáo Tỉnh ủy | culture | Trưởng ban | Phó Trưởng ban | 3
        BDV | Ban Dân vận Tỉnh ủy | | Trưởng ban | Phó Trưởng ban | 2
        BNC | Ban Nội chính Tỉnh ủy | justice | Trưởng ban | Phó Trưởng ban | 2"""),
    *_bodies("party_service", """
        TCT | Trường Chính trị tỉnh | | Hiệu trưởng | Phó Hiệu trưởng | 2
        BAO | Báo của Đảng bộ tỉnh | information | Tổng Biên tập | Phó Tổng Biên tập | 2
        BVSK | Ban Bảo vệ, chăm sóc sức khỏe cán bộ tỉnh | health | | Phó Trưởng ban | 1"""),
    *_bodies("front", """
        MTTQ | Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | | Chủ tịch | Phó Chủ tịch | 3
        LDLD | Liên đoàn Lao động tỉnh | labour | Chủ tịch | Phó Chủ tịch | 3
        HPN | Hội Liên hiệp Phụ nữ tỉnh | | Chủ tịch | Phó Chủ tịch | 3
        HND | Hội Nông dân tỉnh | agriculture | Chủ tịch | Phó Chủ tịch | 2
        TDOAN | Tỉnh đoàn | | Bí thư | Phó Bí thư | 2
        HCCB | Hội Cựu chiến binh tỉnh | | Chủ tịch | Phó Chủ tịch | 2"""),
    *_bodies("council", """
        VPHD | Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh | | Chánh Văn phòng | Phó Chánh Văn phòng | 2
        BPC | Ban Pháp chế HĐND tỉnh | justice | | Phó Trưởng ban | 2
        BKTNS | Ban Kinh tế - Ngân sách HĐND tỉnh | finance | | Phó Trưởng ban | 2
        BVHXH | Ban Văn hóa - Xã hội HĐND tỉnh | culture | | Phó Trưởng ban | 2"""),
    *_bodies("gov_economic", """
        SKHDT | Sở Kế hoạch và Đầu tư | planning | Giám đốc | Phó Giám đốc | 4
        STC | Sở Tài chính | finance | Giám đốc | Phó Giám đốc | 3
        SCT | Sở Công Thương | industry_trade | Giám đốc | Phó Giám đốc | 3
        SNN | Sở Nông nghiệp và Phát triển nông thôn | agriculture | Giám đốc | Phó Giám đốc | 4
        STNMT | Sở Tài nguyên và Môi trường | environment | Giám đốc | Phó Giám đốc | 3
        SXD | Sở Xây dựng | construction | Giám đốc | Phó Giám đốc | 3
        SGTVT | Sở Giao thông vận tải | transport | Giám đốc | Phó Giám đốc | 3
        SKHCN | Sở Khoa học và Công nghệ | science | Giám đốc | Phó Giám đốc | 2
        BQLKKT | Ban Quản lý Khu kinh tế tỉnh | industry_trade | Trưởng ban | Phó Trưởng ban | 3
        SDL | Sở Du lịch | tourism | Giám đốc | Phó Giám đốc | 2"""),
    *_bodies("gov_culture_social", """
        SGDDT | Sở Giáo dục và Đào tạo | education | Giám đốc | Phó Giám đốc | 3
        SYT | Sở Y tế | health | Giám đốc | Phó Giám đốc | 4
        SLD | Sở Lao động - Thương binh và Xã hội | labour | Giám đốc | Phó Giám đốc | 3
        SVHTT | Sở Văn hóa và Thể thao | culture | Giám đốc | Phó Giám đốc | 3
        STTTT | Sở Thông tin và Truyền thông | information | Giám đốc | Phó Giám đốc | 2
        SNV | Sở Nội vụ | interior | Giám đốc | Phó Giám đốc | 4
        BDT | Ban Dân tộc tỉnh | ethnic | Trưởng ban | Phó Trưởng ban | 2
        SNG | Sở Ngoại vụ | foreign | Giám đốc | Phó Giám đốc | 2
        VPUB | Văn phòng UBND tỉnh | | Chánh Văn phòng | Phó Chánh Văn phòng | 4"""),
    *_bodies("gov_internal", """
        TTR | Thanh tra tỉnh | inspection | Chánh Thanh tra | Phó Chánh Thanh tra | 3
        STP | Sở Tư pháp | justice | Giám đốc | Phó Giám đốc | 3"""),
    *_bodies("gov_service", """
        DPTTH | Đài Phát thanh và Truyền hình tỉnh | information | Giám đốc | Phó Giám đốc | 3
        TDH | Trường Đại học của tỉnh | education | Hiệu trưởng | Phó Hiệu trưởng | 3
        TCDN | Trường Cao đẳng Kỹ thuật tỉnh | education | Hiệu trưởng | Phó Hiệu trưởng | 2
        BVDK | Bệnh viện Đa khoa tỉnh | health | Giám đốc | Phó Giám đốc | 2
        DADD | Ban Quản lý dự án dân dụng và công nghiệp | construction | Giám đốc | Phó Giám đốc | 2
        DAGT | Ban Quản lý dự án giao thông | transport | Giám đốc | Phó Giám đốc | 2
        VQG | Ban Quản lý Vườn quốc gia | environment | Giám đốc | Phó Giám đốc | 2
        QDT | Quỹ Đầu tư phát triển tỉnh | finance | Giám đốc | Phó Giám đốc | 2"""),
]  # fmt: skip

# Eight invented districts: code, name, Party committee, seats of committee vice chairs (3 × 3 + 5 × 2 = 19).
DISTRICTS = [
    ("TP", "Thành phố Hải Thành", "Thành ủy", 3),
    ("TX", "Thị xã Ba Giang", "Thị ủy", 3),
    ("H1", "Huyện Lệ Sơn", "Huyện ủy", 3),
    ("H2", "Huyện Quảng Hải", "Huyện ủy", 2),
    ("H3", "Huyện Bố Giang", "Huyện ủy", 2),
    ("H4", "Huyện Tuyên Lâm", "Huyện ủy", 2),
    ("H5", "Huyện Minh Sơn", "Huyện ủy", 2),
    ("H6", "Huyện Phong Nam", "Huyện ủy", 2),
]
PARTY_BLOCS = [
    ("KCQ", "Đảng ủy Khối các cơ quan tỉnh", 6),
    ("KDN", "Đảng ủy Khối doanh nghiệp tỉnh", 5),
]
STANDING = [
    "Trưởng Ban Tổ chức", "Chủ nhiệm Ủy ban Kiểm tra", "Trưởng Ban Tuyên giáo", "Trưởng Ban Dân vận",
    "Chủ tịch Ủy ban Mặt trận Tổ quốc", "Chánh Văn phòng",
]  # fmt: skip
PROVINCIAL_DIVISIONS = ["Phòng Tổ chức - Hành chính", "Phòng Kế hoạch - Tổng hợp", "Phòng Nghiệp vụ"]
DISTRICT_DIVISIONS = [
    ("NV", "Phòng Nội vụ", "interior"),
    ("TCKH", "Phòng Tài chính - Kế hoạch", "finance"),
    ("NN", "Phòng Nông nghiệp và Phát triển nông thôn", "agriculture"),
]
OTHER_TITLE = "Chức danh khác thuộc diện quản lý (giả định)"
OTHERS_PROVINCE, OTHERS_DISTRICT = 82, 14  # the 96 seats outside the list, by level


def tier_of(role: str, bloc: str) -> int:
    """The rung of a post by its role and the bloc of its unit."""
    service = bloc in ("party_service", "gov_service")
    return SERVICE_TIER.get(role, TIER[role]) if service else TIER[role]


class Frame:
    """Units and posts of one province, in the order they are listed. ``prefix`` stands before every id."""

    def __init__(self, prefix: str, province: str) -> None:
        self.prefix, self.province = prefix, province
        self.units: list[Row] = []
        self.posts: list[Row] = []
        self._count: dict[tuple[str, str], int] = {}
        for body in BODIES:
            self._body(body)
        for code, name, committee, vice in DISTRICTS:
            self._district(code, name, committee, vice)
        for code, name, standing in PARTY_BLOCS:
            self._party_bloc(code, name, standing)
        self._others()
        for body in BODIES:
            for number, name in enumerate(PROVINCIAL_DIVISIONS, 1):
                self.unit(f"{body.code}-P{number}", f"{name} - {body.name}", "provincial_division")
        for code, name, *_ in DISTRICTS:
            for division, title, sector in DISTRICT_DIVISIONS:
                unit = f"{code}-{division}"
                self.unit(unit, f"{title} - {name}", "district_division", sector, locality=self.place(code))
                self.seats(unit, "Trưởng phòng", "division_head", 1, managed=False)
                self.seats(unit, "Phó Trưởng phòng", "division_deputy", 2, managed=False)

    def place(self, district: str) -> str:
        """The locality code of a district."""
        return f"{self.prefix}DP-{district}"

    def unit(self, code: str, name: str, bloc: str, sector: str = "", locality: str = "") -> None:
        self.units.append(
            {
                "unit_id": self.prefix + code, "name": name, "bloc": bloc, "province": self.province,
                "locality": locality, "sector": sector,
            }
        )  # fmt: skip
        self._bloc = bloc

    def seats(self, unit: str, title: str, role: str, count: int, **more: object) -> None:
        """``count`` seats alike; ids ``UNIT-LETTERn``, so that the order of ids is the order of rank."""
        letter = {"head": "A", "secretary": "A", "deputy_secretary": "B", "standing_deputy": "B"}.get(role, "C")
        letter = {"standing_member": "E", "committee_vice_chair": "D", "full_time_member": "D"}.get(role, letter)
        letter = {"other": "K", "division_head": "A"}.get(role, letter)
        managed = bool(more.pop("managed", True))
        for _ in range(count):
            number = self._count[unit, letter] = self._count.get((unit, letter), 0) + 1
            post: Row = {
                "post_id": f"{self.prefix}{unit}-{letter}{number}", "unit_id": self.prefix + unit, "title": title,
                "role": role, "tier": tier_of(role, self._bloc), "managed": "yes" if managed else "no",
                "listed": "yes" if managed and role != "other" else "no",
            }  # fmt: skip
            self.posts.append(post | more)

    def _body(self, body: Body) -> None:
        self.unit(body.code, body.name, body.bloc, body.sector)
        if body.head:
            self.seats(body.code, body.head, "head", 1)
        if body.code == "BVSK":  # its head is a member of the Standing Committee: not on this list
            self.seats(body.code, "Phó Trưởng ban Thường trực chuyên trách", "standing_deputy", 1)
        self.seats(body.code, body.deputy, "deputy", body.deputies)
        if body.code == "UBKT":
            self.seats(body.code, "Ủy viên chuyên trách", "full_time_member", 5)

    def _district(self, code: str, name: str, committee: str, vice: int) -> None:
        self.unit(code, name, "district", locality=self.place(code))
        self.seats(code, f"Bí thư {committee}", "secretary", 1)
        self.seats(code, f"Phó Bí thư Thường trực {committee}", "deputy_secretary", 1)
        # He or she leads the government there, whatever the role's default side.
        self.seats(code, f"Phó Bí thư {committee}, Chủ tịch UBND", "deputy_secretary", 1, side="government")
        self.seats(code, "Phó Chủ tịch HĐND", "council_vice_chair", 1)
        self.seats(code, "Phó Chủ tịch UBND", "committee_vice_chair", vice)
        for title in STANDING[:5]:
            self.seats(code, f"Ủy viên Ban Thường vụ {committee}, {title}", "standing_member", 1)

    def _party_bloc(self, code: str, name: str, standing: int) -> None:
        self.unit(code, name, "party_bloc")
        self.seats(code, "Bí thư Đảng ủy Khối", "secretary", 1)
        self.seats(code, "Phó Bí thư Thường trực Đảng ủy Khối", "deputy_secretary", 1)
        self.seats(code, "Phó Bí thư Đảng ủy Khối", "deputy_secretary", 1)
        for title in STANDING[:standing]:
            self.seats(code, f"Ủy viên Ban Thường vụ Đảng ủy Khối, {title}", "standing_member", 1)

    def _others(self) -> None:
        """The 96 managed seats the scheme counts people in but does not list; invented and marked so."""
        levels = (
            ([body.code for body in BODIES], OTHERS_PROVINCE),
            ([d[0] for d in (*DISTRICTS, *PARTY_BLOCS)], OTHERS_DISTRICT),
        )
        blocs = {unit["unit_id"]: str(unit["bloc"]) for unit in self.units}
        for codes, wanted in levels:
            for at, code in enumerate(map(str, codes)):
                self._bloc = blocs[self.prefix + code]
                self.seats(code, OTHER_TITLE, "other", wanted // len(codes) + (at < wanted % len(codes)))
