// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace yz {

/** 一千零七十七, 〇 and 两 included, or Arabic digits of either width; 1 to 99,999. */
std::optional<int> lawNumber(QStringView text);

/** 一千零七十七; 1 to 99,999, else empty. */
QString lawNumeral(int number);

/** 第一千零七十七条, 第一百三十三条之一. */
QString lawArticleName(int article, int suffix);

} // namespace yz
