"""The round workbook's sheets and columns, once: what the reader, the template and the tests go by.

Every column has its canonical name, its Vietnamese headings (the first is the template's) and its kind:
``id``, ``text``, ``int``, ``bool``, ``yesno`` (may stay open), ``date``, ``list`` (codes parted by ``;``), ``ref``
(an id of another sheet) or ``code`` (one of ``codes``: code → what people type, the first being the drop-down's).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Col:
    """One column. ``default`` is in the types of ``models.tables``; ``grain``: how coarse a date may be."""

    name: str
    vi: tuple[str, ...]
    kind: str = "text"
    required: bool = False
    default: Any = None
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ref: str = ""
    low: int = 0
    high: int = 1_000_000
    grain: str = "day"

    @property
    def missing(self) -> Any:
        """What stands for an empty cell."""
        if self.default is not None:
            return self.default
        return {"int": -1, "date": 0, "bool": False}.get(self.kind, "")

    @property
    def dtype(self) -> str:
        """The type of the column in the tables of a round."""
        return {"int": "int64", "date": "int64", "bool": "bool"}.get(self.kind, "object")


@dataclass(frozen=True)
class Sheet:
    """One sheet: canonical and Vietnamese name, columns in order, and whether it may be missing."""

    name: str
    vi: str
    columns: tuple[Col, ...]
    optional: bool = False


def _c(name: str, vi: str, kind: str = "text", **more: Any) -> Col:
    required = name.endswith("*")
    codes = {code: tuple(words.split("|")) for code, words in more.pop("codes", {}).items()}
    return Col(name.rstrip("*"), tuple(vi.split("|")), kind, required, codes=codes, **more)


THEORY = {
    "none": "chưa|không|chưa qua",
    "intermediate": "trung cấp|TC",
    "advanced": "cao cấp|CC|cử nhân|cao cấp lý luận chính trị",
}
STUDYING = {
    "studying_intermediate": "đang học trung cấp|đang học trung cấp lý luận chính trị",
    "studying_advanced": "đang học cao cấp|đang học cao cấp lý luận chính trị",
}
SIDES = {
    "party": "Đảng",
    "front": "Mặt trận, đoàn thể|Mặt trận",
    "council": "Hội đồng nhân dân|HĐND",
    "government": "chính quyền|UBND",
}
GRADES = {
    "excellent": "hoàn thành xuất sắc nhiệm vụ|xuất sắc|HTXSNV",
    "good": "hoàn thành tốt nhiệm vụ|tốt|HTTNV",
    "done": "hoàn thành nhiệm vụ|hoàn thành|HTNV",
    "not_done": "không hoàn thành nhiệm vụ|không hoàn thành|KHTNV",
}

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        Sheet("round", "Đợt", (_c("key*", "Mục"), _c("value", "Giá trị"))),
        Sheet(
            "units",
            "Đơn vị",
            (
                _c("unit_id*", "Mã đơn vị", "id"),
                _c("name*", "Tên đơn vị|Đơn vị"),
                _c("bloc*", "Khối", "code", codes={
                    "party_advisory": "cơ quan tham mưu Tỉnh ủy|ban Đảng",
                    "party_service": "đơn vị sự nghiệp thuộc Tỉnh ủy|đơn vị sự nghiệp của Đảng",
                    "front": "Mặt trận và đoàn thể|Mặt trận, đoàn thể",
                    "council": "Văn phòng, các ban HĐND tỉnh|Hội đồng nhân dân tỉnh|HĐND tỉnh",
                    "gov_economic": "sở, ngành khối kinh tế|sở khối kinh tế|kinh tế",
                    "gov_culture_social": "sở, ngành khối văn hóa, xã hội|sở khối văn hóa xã hội|văn hóa - xã hội",
                    "gov_internal": "sở, ngành khối nội chính|sở khối nội chính|nội chính",
                    "gov_service": "đơn vị sự nghiệp thuộc UBND|đơn vị sự nghiệp của tỉnh",
                    "district": "huyện, thị xã, thành phố|cấp huyện|huyện", "party_bloc": "Đảng ủy khối",
                    "district_division": "phòng, ban cấp huyện", "provincial_division": "phòng, ban cấp tỉnh"}),
                _c("province", "Tỉnh"),
                _c("locality", "Mã địa bàn|Địa bàn"),
                _c("sector", "Ngành|Lĩnh vực"),
                _c("staff_total", "Tổng số cán bộ|Biên chế", "int", high=100_000),
                _c("staff_women", "Số cán bộ nữ", "int", high=100_000),
                _c("deputies_min", "Cấp phó tối thiểu", "int", default=2, high=50),
                _c("deputies_max", "Cấp phó tối đa", "int", default=4, high=50),
            ),
        ),
        Sheet(
            "posts",
            "Vị trí",
            (
                _c("post_id*", "Mã vị trí", "id"),
                _c("unit_id*", "Mã đơn vị", "ref", ref="units"),
                _c("title*", "Chức danh|Chức vụ"),
                _c("role*", "Vai trò", "code", codes={
                    "head": "cấp trưởng|người đứng đầu", "deputy": "cấp phó", "standing_deputy": "cấp phó thường trực",
                    "full_time_member": "ủy viên chuyên trách", "secretary": "bí thư", "deputy_secretary": "phó bí thư",
                    "council_vice_chair": "phó chủ tịch HĐND", "committee_vice_chair": "phó chủ tịch UBND",
                    "standing_member": "ủy viên ban thường vụ", "division_head": "trưởng phòng",
                    "division_deputy": "phó trưởng phòng", "other": "khác"}),
                _c("tier*", "Bậc", "int", low=1, high=20),
                _c("managed", "Diện quản lý", "bool", default=True),
                _c("listed", "Trong danh mục", "bool", default=True),
                _c("side", "Hệ", "code", codes=SIDES),
                _c("incumbent", "Mã người đang giữ|Người đang giữ", "ref", ref="cadres"),
                _c("vacates_on", "Ngày thôi giữ", "date", grain="month"),
                _c("priority", "Mức cần thiết|Mức ưu tiên", "int", default=2, low=1, high=3),
                _c("mode", "Cách bổ nhiệm", "code", default="process", codes={
                    "process": "theo quy trình", "exam": "thi tuyển", "programme": "chương trình hành động"}),
                _c("reserved_for", "Dành cho", "code", codes={
                    "women": "nữ", "young": "trẻ|cán bộ trẻ", "women_or_young": "nữ hoặc trẻ"}),
                _c("min_theory", "Lý luận tối thiểu", "code", default="none", codes=THEORY),
                _c("studying_ok", "Đang học được tính", "bool", default=False),
                _c("formal_required", "Cần đào tạo chính quy", "bool", default=False),
                _c("committee_seat", "Cơ cấu cấp ủy", "bool", default=False),
                _c("frozen", "Tạm dừng", "bool", default=False),
            ),
        ),
        Sheet(
            "cadres",
            "Cán bộ",
            (
                _c("cadre_id*", "Mã cán bộ", "id"),
                _c("name*", "Họ và tên|Họ tên"),
                _c("gender*", "Giới tính|Giới|Nam/Nữ", "code", codes={"male": "Nam", "female": "Nữ"}),
                _c("birth_date*", "Ngày sinh|Ngày, tháng, năm sinh|Năm sinh", "date", grain="year"),
                _c("native_locality", "Mã quê quán|Quê quán"),
                _c("birth_locality", "Mã nơi sinh|Nơi sinh"),
                _c("long_localities", "Mã nơi công tác lâu năm", "list"),
                _c("party_date", "Ngày vào Đảng", "date", grain="month"),
                _c("degree_field", "Chuyên ngành đào tạo|Chuyên ngành"),
                _c("degree_mode", "Hình thức đào tạo", "code", codes={
                    "formal": "chính quy", "in_service": "tại chức|vừa làm vừa học"}),
                _c("theory", "Lý luận chính trị|LLCT", "code", codes=THEORY | STUDYING),
                _c("unit_id", "Mã đơn vị công tác", "ref", ref="units"),
                _c("position", "Loại chức vụ hiện nay", "code", codes={
                    "managed": "diện quản lý", "division_head": "trưởng phòng", "division_deputy": "phó trưởng phòng",
                    "specialist": "chuyên viên", "other": "khác"}),
                _c("tier", "Bậc hiện nay", "int", low=1, high=20),
                _c("in_post_since", "Giữ chức vụ từ", "date", grain="month"),
                _c("head_since", "Làm cấp trưởng từ", "date", grain="month"),
                _c("held_head", "Bậc cao nhất từng làm trưởng", "int", low=1, high=20),
                _c("held_deputy", "Bậc cao nhất từng làm phó", "int", low=1, high=20),
                _c("rotated_since", "Luân chuyển từ", "date", grain="month"),
                _c("rotation_ends", "Luân chuyển đến", "date", grain="month"),
                _c("side", "Hệ hiện nay", "code", codes=SIDES),
                _c("eval_1", "Đánh giá năm trước", "code", codes=GRADES),
                _c("eval_2", "Đánh giá năm thứ hai", "code", codes=GRADES),
                _c("eval_3", "Đánh giá năm thứ ba", "code", codes=GRADES),
                _c("discipline", "Kỷ luật", "code", codes={
                    "reprimand": "khiển trách", "warning": "cảnh cáo", "dismissal": "cách chức"}),
                _c("discipline_date", "Ngày kỷ luật", "date"),
                _c("political_standard", "Đạt tiêu chuẩn chính trị", "yesno"),
                _c("political_standard_date", "Ngày kết luận chính trị", "date"),
                _c("political_standard_body", "Cơ quan kết luận chính trị"),
                _c("open_question", "Còn vấn đề chưa kết luận", "bool", default=False),
                _c("open_question_note", "Nội dung vấn đề"),
                _c("kin_declared", "Đã kê khai quan hệ gia đình", "yesno"),
                _c("experience_months", "Số tháng kinh nghiệm", "int", high=720),
            ),
        ),
        Sheet(
            "pool",
            "Quy hoạch",
            (
                _c("cadre_id*", "Mã cán bộ", "ref", ref="cadres"),
                _c("post_id*", "Mã vị trí", "ref", ref="posts"),
                _c("planned_on", "Ngày phê duyệt quy hoạch", "date"),
                _c("source", "Nguồn", "code", default="in_place", codes={
                    "in_place": "tại chỗ", "elsewhere": "nơi khác|từ nơi khác"}),
                _c("support", "Tín nhiệm (%)|Tín nhiệm", "int", high=100),
                _c("reason", "Lý do luân chuyển", "code", codes={
                    "need": "nhu cầu", "non_local": "không là người địa phương", "two_terms": "đủ hai nhiệm kỳ"}),
                _c("return_plan", "Dự kiến bố trí sau"),
            ),
        ),
        Sheet(
            "kin",
            "Quan hệ gia đình",
            (
                _c("cadre_a*", "Mã cán bộ thứ nhất", "ref", ref="cadres"),
                _c("cadre_b*", "Mã cán bộ thứ hai", "ref", ref="cadres"),
                _c("relation", "Quan hệ"),
            ),
            optional=True,
        ),
        Sheet(
            "interventions",
            "Ý kiến chỉ đạo",
            (
                _c("action*", "Nội dung", "code", codes={"pin": "chỉ định", "ban": "loại trừ", "except": "ngoại lệ"}),
                _c("cadre_id*", "Mã cán bộ", "ref", ref="cadres"),
                _c("post_id", "Mã vị trí", "ref", ref="posts"),
                _c("rule", "Mã quy tắc"),
                _c("reason*", "Lý do"),
                _c("document*", "Số văn bản"),
            ),
            optional=True,
        ),
    )
}  # fmt: skip

# Beside the columns: what the reader knows but does not hand on.
BIRTH_BY_SEX = {"Nam": "male", "Nữ": "female"}  # birth dates in a column for each sex
IDENTITY = ("identity_number", "Số CCCD", "CCCD", "Số định danh cá nhân")

ROUND_KEYS = {
    "round_id": "Mã đợt", "title": "Tên đợt", "date": "Ngày",
    "scheme": "Mã đề án", "horizon_months": "Số tháng nhìn trước",
    "retirement_basis": "Cách tính tuổi nghỉ hưu", "appointments_ytd": "Đã bổ nhiệm trong năm",
    "women_ytd": "Trong đó nữ", "young_ytd": "Trong đó dưới 40 tuổi", "first_heads_ytd": "Cấp trưởng lần đầu trong năm",
    "first_heads_two_terms_ytd": "Trong đó còn đủ hai nhiệm kỳ", "first_deputies_ytd": "Cấp phó lần đầu trong năm",
    "first_deputies_three_terms_ytd": "Trong đó còn đủ ba nhiệm kỳ",
    "history_appointed": "Số lượt bổ nhiệm nhiệm kỳ trước",
    "history_women_percent": "Tỷ lệ nữ nhiệm kỳ trước", "history_young_percent": "Tỷ lệ dưới 40 tuổi nhiệm kỳ trước",
}  # fmt: skip
