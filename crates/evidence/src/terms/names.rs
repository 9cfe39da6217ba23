//! Names of places as they stand in clauses on law and courts, folded. Not a list of the world: a place that is missing here
//! makes a clause unknown, never domestic.

macro_rules! foreign_japanese {
    () => {
        "米国|アメリカ|合衆国|英国|イギリス|イングランド|ウェールズ|スコットランド|シンガポール|カリフォルニア|デラウェア|ニューヨーク|\
         マサチューセッツ|テキサス|ワシントン州|ワシントンd\\.?c|イリノイ|フロリダ|ネバダ|ユタ州|サンタクララ|サンフランシスコ|ロサンゼルス|シアトル|\
         キング郡|アイルランド|ダブリン|ドイツ|ミュンヘン|フランス|パリ|オランダ|アムステルダム|ベルギー|ルクセンブルク|スイス|オーストリア|\
         スウェーデン|ノルウェー|デンマーク|フィンランド|エストニア|ポーランド|スペイン|イタリア|ポルトガル|イスラエル|カナダ|オンタリオ|\
         オーストラリア|ニューサウスウェールズ|ニュージーランド|韓国|大韓民国|ソウル|中国|中華人民共和国|北京|上海|台湾|香港|マカオ|インド|\
         ベトナム|タイ国|タイ王国|マレーシア|フィリピン|ブラジル|メキシコ|アラブ首長国|ドバイ|ロンドン|外国|海外|国外"
    };
}

macro_rules! foreign_english {
    () => {
        "england and wales|england|wales|scotland|united kingdom|u\\.k\\.|london|united states|u\\.s\\.a?\\.?|usa|california|\
         santa clara|san francisco|san mateo|los angeles|delaware|new york|massachusetts|boston|texas|travis county|austin|washington|\
         king county|seattle|illinois|chicago|florida|nevada|utah|colorado|oregon|georgia|virginia|new jersey|pennsylvania|arizona|\
         minnesota|north carolina|ohio|michigan|ireland|dublin|germany|munich|berlin|france|paris|netherlands|amsterdam|belgium|brussels|\
         luxembourg|switzerland|zurich|geneva|austria|vienna|sweden|stockholm|norway|denmark|finland|estonia|poland|spain|italy|portugal|\
         israel|tel aviv|canada|ontario|british columbia|quebec|australia|new south wales|victoria|new zealand|korea|seoul|china|beijing|\
         shanghai|prc|taiwan|hong kong|macau|india|bangalore|bengaluru|vietnam|thailand|malaysia|philippines|indonesia|brazil|mexico|\
         united arab emirates|dubai|singapore|european union|cayman islands|bermuda|british virgin islands"
    };
}

macro_rules! foreign_adjective {
    () => {
        "english|american|irish|german|french|dutch|swiss|israeli|canadian|australian|korean|chinese|indian|u\\.s\\.|\
         (?:state|federal)"
    };
}

/// 地方裁判所 of Japan by their names, and the cities as English terms write them.
macro_rules! japanese_courts {
    () => {
        "東京|横浜|さいたま|千葉|水戸|宇都宮|前橋|静岡|甲府|長野|新潟|大阪|京都|神戸|奈良|大津|和歌山|名古屋|津|岐阜|福井|金沢|富山|広島|山口|岡山|\
         鳥取|松江|福岡|佐賀|長崎|大分|熊本|鹿児島|宮崎|那覇|仙台|福島|山形|盛岡|秋田|青森|札幌|函館|旭川|釧路|高松|徳島|高知|松山"
    };
}

macro_rules! japanese_cities {
    () => {
        "japan|japanese|tokyo|yokohama|saitama|chiba|nagoya|osaka|kyoto|kobe|hiroshima|fukuoka|sendai|sapporo"
    };
}

pub(super) use {foreign_adjective, foreign_english, foreign_japanese, japanese_cities, japanese_courts};
