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

} // namespace yz::sample
