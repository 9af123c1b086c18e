// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace yz::bench {

/** One figure in the form that `make bench` gathers; also told on standard output, for who runs one benchmark alone. */
inline QJsonObject figure(const QString &name, double value, const QString &unit, const QString &against,
                          double againstValue, int runs)
{
    std::printf("%-44s %10.2f %s  against %s %.2f\n", qPrintable(name), value, qPrintable(unit), qPrintable(against),
                againstValue);
    return {{QStringLiteral("figure"), name},
            {QStringLiteral("value"), value},
            {QStringLiteral("unit"), unit},
            {QStringLiteral("against"), against},
            {QStringLiteral("against_value"), againstValue},
            {QStringLiteral("ratio"), againstValue > 0 ? value / againstValue : 0},
            {QStringLiteral("runs"), runs}};
}

inline double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

inline double cpuMilliseconds(clockid_t clock = CLOCK_PROCESS_CPUTIME_ID)
{
    timespec spent{};
    clock_gettime(clock, &spent);
    return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

} // namespace yz::bench
