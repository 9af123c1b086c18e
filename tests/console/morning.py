# SPDX-License-Identifier: Apache-2.0
"""A morning's orders for the journeys; every person, number and word is invented."""
import io

from PIL import Image, ImageDraw

import fake_hub

NAME, PHONE, NUMBER = "张三丰", "13900000000", "110101199003071348"
QUESTION = ("工地干了四个月，包工头一直说过几天给，现在电话也不接了。一共欠我两万六千元，没有签合同，有工友可以作证，"
            "还有微信里的转账和催要记录。我该怎么要回来？")
ANSWER = ("可以要回来。没签合同不影响您要工资，微信转账和催要记录、工友证言都能证明劳动关系。\n"
          "第一步，带身份证和微信记录到工地所在区的劳动监察大队投诉（免费）。\n"
          "第二步，同时申请劳动仲裁，不收费，时效一年。\n如需要，可以再申请法律援助。")
OTHERS = ("房屋租赁 · 房东不退押金", "交通事故 · 对方全责但保险拖着不赔", "继承 · 父亲没有留遗嘱，房子怎么分", "借贷债务 · 借条写错了名字还有用吗",
          "消费维权 · 健身房关门了，会员费能退吗", "邻里纠纷 · 楼上漏水不肯修", "刑事 · 弟弟被拘留，家属能做什么")
SECRETS = (NAME, PHONE, NUMBER, "两万六千", "correct horse", "Z20261123")


def page(color, lines=12):
    picture = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 560, 120), fill=color)
    for line in range(lines):
        draw.rectangle((60, 170 + line * 52, 560 - line % 3 * 90, 182 + line * 52), fill="#9aa7b8")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def scanned_pdf(*jpegs):
    """As the terminal writes them: a page is one JPEG stream."""
    kids = " ".join(f"{3 + 2 * index} 0 R" for index in range(len(jpegs)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(jpegs)} >>".encode()]
    for jpeg in jpegs:
        number = len(objects) + 2
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P {number} 0 R >> >> >>".encode())
        objects.append(f"<< /Type /XObject /Subtype /Image /Width 620 /Height 877 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
                       f"/Filter /DCTDecode /Length {len(jpeg)} >>\nstream\n".encode() + jpeg + b"\nendstream")
    body = b"%PDF-1.4\n"
    for number, text in enumerate(objects, 1):
        body += f"{number} 0 obj\n".encode() + text + b"\nendobj\n"
    return body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def furnish(hub):
    asked = [("domain", "事情属于", ["欠薪、劳动"]), ("channel", "希望怎么答复", ["留言，在终端查看"]), ("question", "问题", [QUESTION])]
    files = [("image/jpeg", page("#12448C")), ("application/pdf", scanned_pdf(page("#0B6B43"), page("#8A4B00", 6)), 2),
             ("image/jpeg", page("#444444", 3), 1, False)]
    events = [("received", "终端 YZ-0001", -248), ("warning-50", "", -98), ("warning-80", "", -8)]
    hub.first = hub.add_order(
        "Z20261123-0417", "欠薪、劳动 · 工地干了四个月，包工头一直说过几天给", asked, due=52, warning=80, files=files,
        applicant={"name": NAME, "phone": PHONE, "number": NUMBER},
        events=[{"at": fake_hub.now(at), "kind": kind, "actor": actor, "note": ""} for kind, actor, at in events])
    hub.late = hub.add_order("Z20261123-0398", "婚姻家庭 · 离婚后孩子的抚养费对方一直不付", asked, due=-14, warning=100)
    hub.back = hub.add_order(
        "Z20261123-0421", "问题没有解决，希望律师打电话",
        [("reason", "原因", ["问题没有解决"]), ("window", "方便接电话的时间", ["今天下午 2 点到 4 点"])],
        service="callback", due=130, warning=50, applicant={"name": NAME, "phone": PHONE}, about=hub.first["id"])
    for index, summary in enumerate(OTHERS):
        hub.add_order(f"Z20261123-04{30 + index}", summary, asked, due=200 + 9 * index)
