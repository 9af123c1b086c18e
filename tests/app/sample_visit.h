// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <visit/step.h>

#include <QTest>

#include <fakes/manual_clock.h>

namespace yz::sample {

inline const std::map<QString, FormPack> &packs()
{
    static const auto all = [] {
        auto loaded = builtInFormPacks();
        if (!loaded)
            qFatal("%s", loaded.error().detail.c_str());
        return *loaded;
    }();
    return all;
}

inline Uuid orderId(std::uint8_t last = 1)
{
    Uuid id;
    id.bytes[15] = static_cast<std::byte>(last);
    return id;
}

inline Surroundings around(const Clock &clock)
{
    return {packs(), QStringLiteral("某县公共法律服务中心"), "YZ-0001", clock.now(), clock.wall(), true, orderId()};
}

inline Identity person()
{
    Identity who;
    who.name = QStringLiteral("王秀英");
    who.number = QStringLiteral("11010519491231002X");
    who.sexCode = QStringLiteral("2");
    who.birth = QStringLiteral("19491231");
    who.address = QStringLiteral("黑龙江省哈尔滨市道里区某街1号");
    who.numberIsConsistent = true;
    return who;
}

inline FormAnswers answers()
{
    return {{QStringLiteral("matter"), {QStringLiteral("wages")}},
            {QStringLiteral("aid-form"), {QStringLiteral("represent")}},
            {QStringLiteral("stage"), {QStringLiteral("none")}},
            {QStringLiteral("urgent"), {QStringLiteral("no")}},
            {QStringLiteral("exempt"), {QStringLiteral("relief")}},
            {QStringLiteral("facts"), {QStringLiteral("干了三个月没给工资")}},
            {QStringLiteral("opponent"), {}},
            {QStringLiteral("phone"), {QStringLiteral("13812345678")}},
            {QStringLiteral("call-time"), {QStringLiteral("any")}}};
}

inline Application application()
{
    return {QStringLiteral("legal-aid"), person(), answers(), orderId(9)};
}

/** Its order, that pages are kept for, has the id 4. */
inline Application advice()
{
    Application asking{QStringLiteral("advice"),
                       person(),
                       {{QStringLiteral("domain"), {QStringLiteral("other")}},
                        {QStringLiteral("question"), {QStringLiteral("steps")}},
                        {QStringLiteral("text"), {QStringLiteral("老板欠我三个月工资")}},
                        {QStringLiteral("channel"), {QStringLiteral("message")}}},
                       orderId(9)};
    asking.order = orderId(4);
    return asking;
}

inline WorkOrder order(const Clock &clock)
{
    const OrderStamp stamp{orderId(), "YZ-0001", clock.wall(), true};
    auto made = draft(packs().at(QStringLiteral("legal-aid")), person(), answers(), stamp);
    if (!made)
        qFatal("%s", made.error().detail.c_str());
    return *made;
}

inline Ticket ticket()
{
    return {orderId(), QStringLiteral("YZ0001-261123-0001-7"), 1, QByteArray(32, 'd')};
}

inline Done done()
{
    return {QStringLiteral("legal-aid"), ticket(), {}};
}

inline CallPlan plan()
{
    return {orderId(), QStringLiteral("labour"), person(), QStringLiteral("13812345678"), {}};
}

inline Done doneWithCall()
{
    Done done{QStringLiteral("advice"), ticket(), {}};
    done.call = plan();
    return done;
}

/** Its callback has the id 2. */
inline FollowUp followUp(const Clock &clock)
{
    const OrderStamp stamp{orderId(2), "YZ-0001", clock.wall(), true};
    return {
        callbackFor(orderId(), CallbackReason::Unsolved, person(), QStringLiteral("13812345678"), {}, stamp), {}, {}};
}

inline Done doneWithFollowUp(const Clock &clock)
{
    Done done{QStringLiteral("rating"), ticket(), {}};
    done.slipStands = ResultView::Slip::None;
    done.followUp = followUp(clock);
    return done;
}

inline CallOver callOver(const Clock &clock)
{
    return {plan(), callflow::End::Broken, true, followUp(clock)};
}

inline ProgressAnswer answered()
{
    ProgressAnswer progress;
    progress.order = orderId();
    progress.number = QStringLiteral("YZ0001-261123-0001-7");
    progress.service = QStringLiteral("advice");
    progress.state = "answered";
    progress.answer = QStringLiteral("可以先申请劳动仲裁。");
    return progress;
}

inline AtProgress atProgress(Result<ProgressAnswer> progress)
{
    return {QStringLiteral("YZ0001-261123-0001-7"), person(), std::move(progress)};
}

inline callflow::Standing standing(callflow::Phase phase, callflow::End end = callflow::End::HungUp)
{
    callflow::Standing standing;
    standing.phase = phase;
    standing.end = end;
    if (phase == callflow::Phase::InCall || phase == callflow::Phase::Ended)
        standing.agent = QStringLiteral("李律师");
    return standing;
}

} // namespace yz::sample
