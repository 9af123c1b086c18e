// SPDX-License-Identifier: Apache-2.0
#include "staff/standing.h"

#include <words/promise.h>

#include <algorithm>

namespace yz::staff {
namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto kPromised = 300min;
constexpr int kFirstAlarm = 50; ///< percent
constexpr int kSecondAlarm = 80;
constexpr auto kCatalogueOld = std::chrono::days(7);
constexpr auto kCatalogueTooOld = std::chrono::days(30);

QString lastWords(const std::optional<WallTime> &last, WallTime now)
{
    return last ? u"最近一次成功："_s + spokenTime(*last, now) : u"启动以来还没有成功过"_s;
}

Lamp reader(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Reader,
              Light::Unknown,
              u"身份证阅读器"_s,
              u"还不知道"_s,
              lastWords(s.lastCard, now),
              u"群众要手工报身份证号，由值守人员核对"_s};
    if (s.reader == DeviceState::Ready) {
        lamp.light = Light::Good;
        lamp.word = u"已连接"_s;
        lamp.losses.clear();
    } else if (s.reader == DeviceState::Absent) {
        lamp.light = Light::Bad;
        lamp.word = u"没有接上"_s;
    } else if (s.reader == DeviceState::Broken) {
        lamp.light = Light::Bad;
        lamp.word = u"自检不通过"_s;
    }
    return lamp;
}

QString paperTrouble(PaperState paper, bool coverOpen)
{
    return coverOpen ? u"盖子开着"_s : paper == PaperState::Out ? u"没有纸了"_s : QString();
}

Lamp slips(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Slips, Light::Good, u"回执打印机"_s, u"可以打印"_s, lastWords(s.lastSlip, now), {}};
    const QString trouble = paperTrouble(s.printer.paper, s.printer.coverOpen);
    if (!s.printer.canPrint()) {
        lamp.light = Light::Bad;
        lamp.losses = u"没有纸质回执，只在屏幕上显示二维码"_s;
        lamp.word = !s.printer.reachable     ? u"没有应答"_s
                    : !trouble.isEmpty()     ? trouble
                    : s.printer.cutterJammed ? u"切刀卡住"_s
                                             : u"打印机报故障"_s;
    } else if (s.printer.paper == PaperState::Low) {
        lamp.light = Light::Warn;
        lamp.word = u"纸快用完了"_s;
    }
    return lamp;
}

Lamp pages(const Standing &s)
{
    Lamp lamp{Part::Pages, Light::Good, u"A4 打印机"_s, u"可以打印"_s, {}, {}};
    const QString trouble = paperTrouble(s.pages.paper, s.pages.coverOpen);
    if (!s.pages.canPrint()) {
        lamp.light = Light::Bad;
        lamp.losses = u"打不出申请表和长清单"_s;
        lamp.word = !s.pages.reachable                 ? u"没有应答"_s
                    : !trouble.isEmpty()               ? trouble
                    : s.pages.jammed                   ? u"卡纸"_s
                    : s.pages.toner == TonerState::Out ? u"没有碳粉了"_s
                    : s.pages.outputFull               ? u"出纸盘满了"_s
                                                       : u"已停止"_s;
    } else if (s.pages.paper == PaperState::Low || s.pages.toner == TonerState::Low) {
        lamp.light = Light::Warn;
        lamp.word = s.pages.paper == PaperState::Low ? u"纸快用完了"_s : u"碳粉快用完了"_s;
    }
    return lamp;
}

Lamp hub(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Hub,
              Light::Unknown,
              u"中枢平台"_s,
              u"还没有应答过"_s,
              lastWords(s.lastDelivered, now),
              u"工单先存在本机；查不了进度，打不了视频"_s};
    if (!s.hasHub) {
        lamp.light = Light::Warn;
        lamp.word = u"没有配置"_s;
    } else if (s.hub == HubState::Reachable) {
        lamp.light = Light::Good;
        lamp.word = u"连得上"_s;
        lamp.losses.clear();
    } else if (s.hub == HubState::Unreachable) {
        lamp.light = Light::Bad;
        lamp.word = u"连不上，正在自动重试"_s;
    } else if (s.hub == HubState::Paused) {
        lamp.light = Light::Bad;
        lamp.word = u"已暂停传送，请看日志"_s;
    }
    return lamp;
}

Lamp outbox(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Outbox, Light::Unknown, u"存储和待传工单"_s, u"存储没有应答"_s, {}, u"可能收不下新的申请"_s};
    if (!s.outbox)
        return lamp;
    lamp.losses.clear();
    const auto delay = s.oldestWaiting ? delayOf(*s.oldestWaiting, now) : Delay{};
    lamp.light = s.outbox->rejected > 0 ? Light::Bad : s.outbox->pending > 0 ? delay.light : Light::Good;
    lamp.word = s.outbox->pending == 0 ? u"没有待传工单"_s
                                       : u"%1 件待传，最早的已等 %2 分钟"_s.arg(s.outbox->pending).arg(delay.minutes);
    if (s.outbox->rejected > 0)
        lamp.word += u"；%1 件被平台退回"_s.arg(s.outbox->rejected);
    if (s.storeTrouble) {
        lamp.light = Light::Bad;
        lamp.word = u"磁盘快满了。"_s + lamp.word;
        lamp.losses = u"不能再收新的申请"_s;
    }
    return lamp;
}

Lamp catalogue(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Catalogue, Light::Unknown, u"服务事项和法律"_s, u"读不出来"_s, {}, u"只能用随机附带的事项"_s};
    if (!s.catalogue)
        return lamp;
    lamp.losses.clear();
    lamp.light = Light::Good;
    if (*s.catalogue == 0) {
        lamp.light = Light::Warn;
        lamp.word = u"随程序附带的样例，不是本地数据"_s;
        return lamp;
    }
    lamp.word = u"第 %1 版"_s.arg(*s.catalogue);
    if (!s.catalogueCreated)
        return lamp;
    lamp.last = u"发布于 "_s + spokenTime(*s.catalogueCreated, now);
    const auto age = now - *s.catalogueCreated;
    if (age > kCatalogueTooOld) {
        lamp.light = Light::Bad;
        lamp.losses = u"页面提示数据过期，建议找律师核对"_s;
    } else if (age > kCatalogueOld) {
        lamp.light = Light::Warn;
    }
    return lamp;
}

} // namespace

std::vector<Lamp> lampsOf(const Standing &s, WallTime now)
{
    std::vector<Lamp> lamps{reader(s, now), slips(s, now)};
    if (s.hasPagePrinter)
        lamps.push_back(pages(s));
    lamps.push_back({Part::Camera,
                     s.hasCamera ? Light::Good : Light::None,
                     u"高拍仪"_s,
                     s.hasCamera ? u"已配置，自检时会真拍"_s : u"本机没有"_s,
                     {},
                     s.hasCamera ? QString() : u"不能拍材料"_s});
    lamps.push_back({Part::Calls,
                     s.hasCalls ? Light::Good : Light::None,
                     u"视频通话"_s,
                     s.hasCalls ? u"已配置"_s : u"本机没有"_s,
                     {},
                     s.hasCalls ? QString() : u"只能留言或回电"_s});
    lamps.push_back(hub(s, now));
    lamps.push_back(outbox(s, now));
    lamps.push_back(catalogue(s, now));
    lamps.push_back({Part::Clock,
                     s.isClockTrusted ? Light::Good : Light::Warn,
                     u"时钟"_s,
                     s.isClockTrusted ? u"已对时"_s : u"没有对时"_s,
                     {},
                     s.isClockTrusted ? QString() : u"回执上的时间可能不准"_s});
    lamps.push_back({Part::Voice,
                     s.hasVoice ? Light::Good : Light::None,
                     u"语音"_s,
                     s.hasVoice ? u"已配置"_s : u"本机没有"_s,
                     {},
                     s.hasVoice ? QString() : u"不能朗读"_s});
    return lamps;
}

std::vector<Ability> abilitiesOf(const Standing &s, WallTime)
{
    const bool online = s.hasHub && s.hub == HubState::Reachable;
    const bool reads = s.reader == DeviceState::Ready;
    const bool stores = s.outbox && !s.storeTrouble;
    const Ability apply{u"申请援助、调解、公证、鉴定，投诉"_s,
                        !stores ? Light::Bad
                        : reads ? Light::Good
                                : Light::Warn,
                        !stores  ? u"不能办：存不下新的申请"_s
                        : !reads ? u"可以办，身份由值守人员核对"_s
                        : online ? u"可以办"_s
                                 : u"可以办，联网后自动送出"_s};
    return {apply,
            {u"留言咨询（可以匿名）"_s, stores ? Light::Good : Light::Bad,
             !stores  ? u"不能办：存不下新的留言"_s
             : online ? u"可以办"_s
                      : u"可以留言，联网后送出"_s},
            {u"视频见律师"_s, s.hasCalls && online ? Light::Good : Light::Bad,
             !s.hasCalls ? u"本机没有，改约回电"_s
             : online    ? u"可以办"_s
                         : u"连不上，改约回电"_s},
            {u"查法律、看办事指南"_s, s.catalogue ? Light::Good : Light::Warn,
             s.catalogue ? u"可以办"_s : u"只有随程序附带的内容"_s},
            {u"查进度、评价"_s, online ? Light::Good : Light::Bad, online ? u"可以办"_s : u"查不了，请打 12348"_s},
            {u"纸质回执"_s, s.printer.canPrint() ? Light::Good : Light::Bad,
             s.printer.canPrint() ? u"可以打印"_s : u"打不了，屏幕上显示二维码"_s}};
}

Light worstOf(const std::vector<Lamp> &lamps)
{
    Light worst = Light::Good;
    for (const Lamp &lamp : lamps) {
        if (lamp.light == Light::Bad)
            return Light::Bad;
        if (lamp.light == Light::Warn || lamp.light == Light::Unknown)
            worst = Light::Warn;
    }
    return worst;
}

Delay delayOf(WallTime since, WallTime now)
{
    Delay delay;
    delay.minutes = static_cast<int>(std::max(0min, std::chrono::floor<std::chrono::minutes>(now - since)).count());
    delay.percent = delay.minutes * 100 / static_cast<int>(kPromised.count());
    delay.light = delay.percent >= kSecondAlarm ? Light::Bad : delay.percent >= kFirstAlarm ? Light::Warn : Light::Good;
    return delay;
}

} // namespace yz::staff
