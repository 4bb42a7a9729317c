"""What generated goods, makers and places are called, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind of goods: its pack, the weight in grams, and prices in thousands of đồng."""

    slug: str
    category: str
    name_vi: str
    name_en: str
    motif: str
    motif_secondary: str
    pack_vi: str
    pack_en: str
    weight_g: int
    cheapest: int
    dearest: int
    season: tuple[int, int] | None = None
    is_alcohol: bool = False
    reach: str = "elsewhere"


KINDS = (
    Kind("cam", "fruit", "Cam lòng vàng", "yellow-flesh oranges", "orange-whole", "orange-cut",
         "túi 3 kg", "3 kg bag", 3_100, 75, 140, (10, 2)),
    Kind("buoi-do", "fruit", "Bưởi đỏ", "red pomelo", "red-pomelo", "",
         "5 quả", "5 fruits", 4_800, 120, 220, (11, 1)),
    Kind("buoi-dien", "fruit", "Bưởi Diễn", "Diễn pomelo", "pomelo", "",
         "5 quả", "5 fruits", 5_000, 110, 200, (11, 1)),
    Kind("nhan", "fruit", "Nhãn lồng", "longan", "longan", "", "túi 2 kg", "2 kg bag", 2_100,
         70, 120, (7, 8)),
    Kind("oi", "fruit", "Ổi lê", "guava", "guava", "", "1 kg", "1 kg", 1_000, 18, 35,
         None, False, "province"),
    Kind("chuoi", "fruit", "Chuối tiêu", "banana", "banana", "", "1 nải", "1 hand", 1_800, 25, 45,
         None, False, "province"),
    Kind("na", "fruit", "Na dai", "custard apple", "custard-apple", "", "1 kg", "1 kg", 1_000,
         45, 85, (8, 10), False, "province"),
    Kind("thanh-long", "fruit", "Thanh long ruột đỏ", "red-flesh dragon fruit", "dragon-fruit", "",
         "1 kg", "1 kg", 1_000, 25, 45),
    Kind("dua-luoi", "fruit", "Dưa lưới", "melon", "melon", "", "1 quả", "1 fruit", 1_600, 60, 120),
    Kind("khoai-so", "vegetables", "Khoai sọ", "taro", "taro", "", "1 kg", "1 kg", 1_000, 30, 60,
         (9, 1)),
    Kind("su-su", "vegetables", "Ngọn su su", "chayote shoots", "chayote", "", "1 kg", "1 kg",
         1_000, 20, 35, (4, 12), False, "province"),
    Kind("rau", "vegetables", "Rau cải hữu cơ", "organic greens", "leafy-vegetables", "",
         "1 kg", "1 kg", 1_000, 25, 45, None, False, "province"),
    Kind("che", "tea", "Chè búp", "leaf tea", "tea-leaf", "tea-cup", "gói 200 g", "200 g pouch",
         220, 60, 160),
    Kind("che-shan", "tea", "Chè shan tuyết", "shan tuyết tea", "tea-leaf", "pouch",
         "gói 100 g", "100 g pouch", 120, 80, 180),
    Kind("hoa-cuc", "tea", "Trà hoa cúc", "chrysanthemum tea", "chrysanthemum", "tea-cup",
         "hộp 50 g", "50 g box", 120, 80, 130),
    Kind("mat-ong", "honey", "Mật ong rừng", "forest honey", "honey-jar", "honeycomb",
         "chai 500 ml", "500 ml bottle", 850, 110, 220),
    Kind("mat-ong-nhan", "honey", "Mật ong hoa nhãn", "longan honey", "honey-jar", "longan",
         "chai 500 ml", "500 ml bottle", 850, 95, 170),
    Kind("ca-lang", "meat-fish", "Cá lăng kho sẵn", "braised hemibagrus", "catfish", "jar",
         "lọ 300 g", "300 g jar", 520, 90, 160),
    Kind("ga", "meat-fish", "Gà đồi", "hill chicken", "chicken", "",
         "1 con khoảng 1,5 kg", "one bird of about 1.5 kg", 1_600, 190, 280,
         None, False, "province"),
    Kind("thit-chua", "meat-fish", "Thịt chua", "sour pork", "wrapped-meat", "",
         "hộp 200 g", "200 g box", 230, 50, 90),
    Kind("ca-song", "meat-fish", "Cá sông tươi", "fresh river fish", "river-fish", "",
         "1 kg", "1 kg", 1_000, 120, 320, None, False, "district"),
    Kind("mang-kho", "processed", "Măng khô", "dried bamboo shoots", "bamboo-shoot", "pouch",
         "gói 300 g", "300 g pouch", 320, 70, 130),
    Kind("hat-doi", "processed", "Hạt dổi", "doi seeds", "doi-seed", "jar",
         "lọ 50 g", "50 g jar", 110, 90, 160),
    Kind("mut-cam", "processed", "Mứt cam", "orange jam", "jam-jar", "orange-cut",
         "lọ 300 g", "300 g jar", 520, 55, 95),
    Kind("mien", "rice-cereals", "Miến dong", "canna vermicelli", "noodles", "",
         "gói 500 g", "500 g packet", 520, 40, 70),
    Kind("gao-nep", "rice-cereals", "Gạo nếp nương", "upland sticky rice", "rice", "",
         "túi 2 kg", "2 kg bag", 2_050, 70, 130),
    Kind("nuoc-cam", "drinks", "Nước cam", "orange juice", "juice", "orange-whole",
         "chai 330 ml", "330 ml bottle", 600, 20, 40),
    Kind("ruou-ngo", "drinks", "Rượu ngô", "corn liquor", "bottle", "corn",
         "chai 500 ml", "500 ml bottle", 950, 60, 140, None, True),
    Kind("ruou-can", "drinks", "Rượu cần", "cần wine", "wine-jar", "", "hũ 2 lít", "2-litre jar",
         4_200, 150, 280, None, True),
    Kind("ca-gai-leo", "herbal", "Trà cà gai leo", "cà gai leo tea", "herb", "tea-bag",
         "hộp 25 túi", "box of 25 bags", 110, 45, 90),
    Kind("tinh-dau-sa", "herbal", "Tinh dầu sả", "lemongrass oil", "lemongrass", "oil-dropper",
         "lọ 10 ml", "10 ml bottle", 60, 50, 90),
    Kind("tho-cam", "handicraft", "Khăn thổ cẩm", "brocade scarf", "brocade", "", "1 chiếc",
         "1 piece", 250, 180, 450),
    Kind("may-tre", "handicraft", "Giỏ mây tre", "bamboo basket", "bamboo-weave", "", "1 chiếc",
         "1 piece", 600, 120, 320),
)  # fmt: skip

QUALITIES = (
    ("nhà trồng", "home-grown"),
    ("loại một", "first-grade"),
    ("loại đặc biệt", "choice"),
    ("vườn đồi", "hillside"),
    ("bản cao", "upland"),
    ("đầu mùa", "early"),
    ("chính vụ", "main-season"),
    ("truyền thống", "traditional"),
)

PLACES_FIRST = ("Thung", "Nà", "Pà", "Khe", "Suối", "Đồi", "Mường", "Bản", "Ngòi", "Đồng", "Vó")
PLACES_SECOND = (
    "Bưa", "Chiềng", "Dổi", "Đúp", "Khoang", "Lầm", "Mận", "Ngái", "Ổi", "Phung", "Rềnh",
    "Sặt", "Sung", "Thớ", "Trám", "Ươi", "Vành", "Xộp", "Ưng", "Mát", "Cọ", "Giang", "Hượp",
)  # fmt: skip

MAKERS = (
    ("cooperative", "HTX Nông nghiệp {place}", "{place} Agricultural Cooperative"),
    ("cooperative", "HTX Dịch vụ tổng hợp {place}", "{place} General Service Cooperative"),
    ("company", "Công ty TNHH Nông sản {place}", "{place} Farm Produce Co., Ltd"),
    ("household", "Hộ kinh doanh {place}", "{place} business household"),
    ("group", "Tổ hợp tác {place}", "{place} cooperative group"),
    ("workshop", "Cơ sở chế biến {place}", "{place} workshop"),
)

SUMMARY = (
    "{maker} ở vùng {district}, làm và bán {goods}.",
    "{maker} in {district}, making and selling {goods}.",
)
STORY = (
    "{maker} bắt đầu năm {year} với {members} người ở {place}. Ngày đầu chỉ có vài sào đất và một"
    " gian bếp chung.\n\nĐến nay hàng của {place} đi tới nhiều chợ. Ai cũng giữ lời hẹn cũ: đúng"
    " giống, đúng mùa, cân đủ.",
    "{maker} began in {year} with {members} people in {place}, a few plots of land and one shared"
    " kitchen.\n\nToday what they make reaches many markets. The old promise stands: the right"
    " variety, in its season, at full weight.",
)
INTRO = (
    "{district} là vùng đồi thấp, nhiều suối, người Mường và người Dao sống xen nhau.",
    "{district} is a land of low hills and streams, where Mường and Dao people live side by side.",
)
DESCRIPTIONS = (
    (
        "{thing} {quality} của {place}, vùng {district}. {maker} tự tay chọn và đóng gói.",
        "{thing} from {place} in {district}, {quality}, picked and packed by {maker}.",
    ),
    (
        "Hàng làm ở {place}, mỗi mẻ một ít. {maker} ghi ngày làm trên từng gói.",
        "Made in {place} in small lots. {maker} writes the day on every pack.",
    ),
    (
        "{thing} theo cách cũ của {place}: chậm, sạch và không vội. Hợp làm quà.",
        "{thing} in the old way of {place}: slow, clean and unhurried. It makes a good present.",
    ),
)
BUYERS = (
    "Nguyễn Thị Hòa", "Bùi Văn Minh", "Đinh Thị Thủy", "Hà Công Quý", "Trần Quốc Bảo", "Lê Thu Hà",
    "Phạm Đức Anh", "Quách Thị Lan", "Xa Văn Tuyên", "Vì Thị Én", "Đỗ Mai Phương", "John Carter",
)  # fmt: skip
