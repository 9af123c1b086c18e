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

/** Seen long ago is not seen; and what was seen tomorrow was seen by another clock. */
std::optional<Trial> freshTrial(const Standing &s, Check check, WallTime now)
{
    const auto trial = s.trials.find(check);
    if (trial == s.trials.end())
        return {};
    const auto age = now - trial->second.at;
    return age > -1min && age < kTrialHolds ? std::optional(trial->second) : std::nullopt;
}

/** The last self-test failed, and nothing has worked since. */
bool failedSince(const Standing &s, Check check, const std::optional<WallTime> &worked, WallTime now)
{
    const auto trial = freshTrial(s, check, now);
    return trial && trial->light == Light::Bad && (!worked || *worked < trial->at);
}

QString lastWords(const std::optional<WallTime> &last, WallTime now)
{
    return last ? u"最近一次成功："_s + spokenTime(*last, now) : u"启动以来还没有成功过"_s;
}

Lamp reader(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Reader,        Light::Unknown, u"身份证阅读器"_s, u"还不知道"_s, lastWords(s.lastCard, now),
              lossOf(Part::Reader)};
    if (s.reader == DeviceState::Ready && failedSince(s, Check::Reader, s.lastCard, now)) {
        lamp.light = Light::Warn;
        lamp.word = u"已连接，但最近一次自检没有应答"_s;
    } else if (s.reader == DeviceState::Ready) {
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
        lamp.losses = lossOf(Part::Slips);
        lamp.word = !s.printer.reachable     ? u"没有应答"_s
                    : !trouble.isEmpty()     ? trouble
                    : s.printer.cutterJammed ? u"切刀卡住"_s
                                             : u"打印机报故障"_s;
    } else if (failedSince(s, Check::Slips, s.lastSlip, now)) {
        lamp.light = Light::Warn;
        lamp.word = u"自己说可以打印，但最近一次自检没有打出来"_s;
        lamp.losses = lossOf(Part::Slips);
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
        lamp.losses = lossOf(Part::Pages);
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
    Lamp lamp{Part::Hub,        Light::Unknown, u"中枢平台"_s, u"还没有应答过"_s, lastWords(s.lastDelivered, now),
              lossOf(Part::Hub)};
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
    Lamp lamp{Part::Outbox, Light::Unknown, u"存储和待传工单"_s, u"存储没有应答"_s, {}, lossOf(Part::Outbox)};
    if (!s.outbox)
        return lamp;
    lamp.losses.clear();
    const auto delay = s.oldestWaiting ? delayOf(*s.oldestWaiting, now) : Delay{};
    lamp.light = s.outbox->rejected > 0 ? Light::Bad : s.outbox->pending > 0 ? delay.light : Light::Good;
    lamp.word = s.outbox->pending == 0 ? u"没有待传工单"_s : u"%1 件待传"_s.arg(s.outbox->pending);
    if (s.outbox->pending > 0 && s.oldestWaiting)
        lamp.word += u"，最早的已等 %1 分钟"_s.arg(delay.minutes);
    if (s.outbox->rejected > 0)
        lamp.word += u"；%1 件被平台退回"_s.arg(s.outbox->rejected);
    if (failedSince(s, Check::Store, {}, now)) {
        lamp.light = Light::Bad;
        lamp.word = u"最近一次自检发现有损坏。"_s + lamp.word;
        lamp.losses = lossOf(Part::Outbox);
    }
    if (s.storeTrouble) {
        lamp.light = Light::Bad;
        lamp.word = u"磁盘快满了。"_s + lamp.word;
        lamp.losses = u"不能再收新的申请"_s;
    }
    return lamp;
}

Lamp catalogue(const Standing &s, WallTime now)
{
    Lamp lamp{Part::Catalogue, Light::Unknown, u"服务事项和法律"_s, u"读不出来"_s, {}, lossOf(Part::Catalogue)};
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

struct TriedWords
{
    QString name;
    QString good;
    QString bad;
};

/** A part that cannot say by itself how it stands: green only for what was seen of it. */
Lamp tried(const Standing &s, bool isThere, Check check, const TriedWords &words, WallTime now)
{
    Lamp lamp{partOf(check), Light::None, words.name, u"本机没有"_s, {}, lossOf(partOf(check))};
    if (!isThere)
        return lamp;
    lamp.light = Light::Unknown;
    lamp.losses.clear();
    const auto ever = s.trials.find(check);
    lamp.word = ever == s.trials.end() ? u"装了，还没有试过"_s : u"装了，一天多没有试过"_s;
    if (ever != s.trials.end())
        lamp.last = u"最近一次试："_s + spokenTime(ever->second.at, now);
    const auto trial = freshTrial(s, check, now);
    if (!trial)
        return lamp;
    lamp.light = trial->light;
    lamp.word = trial->light == Light::Good ? words.good : words.bad;
    if (trial->light == Light::Good)
        lamp.last = lastWords(trial->at, now);
    else if (trial->light == Light::Bad)
        lamp.losses = lossOf(lamp.part);
    return lamp;
}

/** How a thing stands for citizens that hangs on a part of which only trials tell. */
Light abilityBy(const Lamp &lamp)
{
    return lamp.light == Light::None ? Light::Bad : lamp.light;
}

Lamp camera(const Standing &s, WallTime now)
{
    return tried(s, s.hasCamera, Check::Camera, {u"高拍仪"_s, u"有画面"_s, u"最近一次自检没有画面"_s}, now);
}

Lamp calls(const Standing &s, WallTime now)
{
    return tried(s, s.hasCalls, Check::Calls, {u"视频通话"_s, u"通过话"_s, u"最近一次没有通好"_s}, now);
}

Lamp voice(const Standing &s, WallTime now)
{
    return tried(s, s.hasVoice, Check::Voice, {u"语音"_s, u"听得到"_s, u"最近一次自检没有声音"_s}, now);
}

} // namespace

QString lossOf(Part part)
{
    switch (part) {
    case Part::Reader:
        return u"群众要手工报身份证号，由值守人员核对"_s;
    case Part::Slips:
        return u"没有纸质回执，只在屏幕上显示二维码"_s;
    case Part::Pages:
        return u"打不出申请表和长清单"_s;
    case Part::Camera:
        return u"不能拍材料"_s;
    case Part::Calls:
        return u"只能留言或回电"_s;
    case Part::Hub:
        return u"工单先存在本机；查不了进度，打不了视频"_s;
    case Part::Outbox:
        return u"可能收不下新的申请"_s;
    case Part::Catalogue:
        return u"只能用随机附带的事项"_s;
    case Part::Clock:
        return u"回执上的时间可能不准"_s;
    case Part::Voice:
        return u"不能朗读"_s;
    }
    return {};
}

Part partOf(Check check)
{
    switch (check) {
    case Check::Reader:
        return Part::Reader;
    case Check::Slips:
        return Part::Slips;
    case Check::Pages:
        return Part::Pages;
    case Check::Camera:
        return Part::Camera;
    case Check::Calls:
        return Part::Calls;
    case Check::Hub:
        return Part::Hub;
    case Check::Store:
        return Part::Outbox;
    case Check::Clock:
        return Part::Clock;
    case Check::Voice:
        break;
    }
    return Part::Voice;
}

std::vector<Lamp> lampsOf(const Standing &s, WallTime now)
{
    std::vector<Lamp> lamps{reader(s, now), slips(s, now)};
    if (s.hasPagePrinter)
        lamps.push_back(pages(s));
    lamps.push_back(camera(s, now));
    lamps.push_back(calls(s, now));
    lamps.push_back(hub(s, now));
    lamps.push_back(outbox(s, now));
    lamps.push_back(catalogue(s, now));
    lamps.push_back({Part::Clock,
                     s.isClockTrusted ? Light::Good : Light::Warn,
                     u"时钟"_s,
                     s.isClockTrusted ? u"已对时"_s : u"没有对时"_s,
                     {},
                     s.isClockTrusted ? QString() : lossOf(Part::Clock)});
    lamps.push_back(voice(s, now));
    return lamps;
}

std::vector<Ability> abilitiesOf(const Standing &s, WallTime now)
{
    const bool online = s.hasHub && s.hub == HubState::Reachable;
    const bool reads = reader(s, now).light == Light::Good;
    const bool stores = s.outbox && !s.storeTrouble;
    const Lamp call = calls(s, now);
    const Lamp page = camera(s, now);
    const Lamp slip = slips(s, now);
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
            {u"视频见律师"_s, online ? abilityBy(call) : Light::Bad,
             !s.hasCalls                    ? u"本机没有，改约回电"_s
             : !online                      ? u"连不上，改约回电"_s
             : call.light == Light::Good    ? u"可以办"_s
             : call.light == Light::Unknown ? u"多半可以，还没有试过"_s
                                            : u"最近一次没有通好，接不通时改约回电"_s},
            {u"拍材料"_s, abilityBy(page),
             !s.hasCamera                ? u"本机没有，请群众带材料到窗口"_s
             : page.light == Light::Good ? u"可以办"_s
             : page.light == Light::Bad  ? u"拍不了，请群众带材料到窗口"_s
                                         : u"多半可以，还没有试过"_s},
            {u"查法律、看办事指南"_s, s.catalogue ? Light::Good : Light::Warn,
             s.catalogue ? u"可以办"_s : u"只有随程序附带的内容"_s},
            {u"查进度、评价"_s, online ? Light::Good : Light::Bad, online ? u"可以办"_s : u"查不了，请打 12348"_s},
            {u"纸质回执"_s, slip.losses.isEmpty() ? Light::Good : slip.light,
             !s.printer.canPrint()   ? u"打不了，屏幕上显示二维码"_s
             : slip.losses.isEmpty() ? u"可以打印"_s
                                     : u"多半打不了，屏幕上显示二维码"_s}};
}

Notice noticeOf(const Standing &s, WallTime now)
{
    if (s.outbox && s.outbox->pending > 0 && s.oldestWaiting && delayOf(*s.oldestWaiting, now).light != Light::Good)
        return Notice::OrdersLate;
    if (s.outbox && s.outbox->rejected > 0)
        return Notice::OrdersRefused;
    for (const Lamp &lamp : lampsOf(s, now)) {
        const bool isSaidAnyway = lamp.part == Part::Hub || lamp.part == Part::Slips || lamp.part == Part::Catalogue;
        if (lamp.light == Light::Bad && !isSaidAnyway)
            return Notice::Device;
    }
    return Notice::None;
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
