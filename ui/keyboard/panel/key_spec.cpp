// SPDX-License-Identifier: Apache-2.0
#include "panel/key_spec.h"

#include <core/said.h>

namespace yz {

namespace {

KeySpec key(KeyAction action, KeyKind kind, QString id, QString cap, QString name, QRectF place)
{
    return {action, kind, std::move(id), std::move(cap), std::move(name), {}, place};
}

KeySpec typing(const QString &id, const QString &cap, const QString &name, const QString &text, QRectF place)
{
    return {KeyAction::Type, KeyKind::Plain, id, cap, name, text, place};
}

void addLetters(KeyPlan &plan, bool capitalCaps, bool capitalText)
{
    struct Row
    {
        QString letters;
        double left;
    };
    const Row rows[] = {
        {QStringLiteral("qwertyuiop"), 0}, {QStringLiteral("asdfghjkl"), 0.5}, {QStringLiteral("zxcvbnm"), 1.5}};
    for (int row = 0; row < 3; ++row) {
        double column = rows[row].left;
        for (const QChar letter : rows[row].letters) {
            const QString lower(letter);
            const QString upper = lower.toUpper();
            plan.keys.push_back(typing(lower, capitalCaps ? upper : lower, lower, capitalText ? upper : lower,
                                       QRectF(column, row, 1, 1)));
            column += 1;
        }
    }
    plan.keys.push_back(
        key(KeyAction::Delete, KeyKind::Soft, QStringLiteral("delete"), {}, Said::tr("删除"), QRectF(8.5, 2, 1.5, 1)));
}

/** The lowest row of a keyboard of letters. */
void addFloor(KeyPlan &plan, bool withNewLine, const QString &language, const KeySpec &left, const KeySpec &right)
{
    const double space = withNewLine ? 2 : 3;
    const double numbers = language.isEmpty() ? 3 : 1.5;
    plan.keys.push_back(key(KeyAction::Numbers, KeyKind::Soft, QStringLiteral("numbers"), QStringLiteral("123"),
                            Said::tr("数字和符号"), QRectF(0, 3, numbers, 1)));
    if (!language.isEmpty())
        plan.keys.push_back(key(KeyAction::Language, KeyKind::Soft, QStringLiteral("language"), language,
                                Said::tr("切换到") + language, QRectF(1.5, 3, 1.5, 1)));
    plan.keys.push_back(left);
    plan.keys.back().place = QRectF(3, 3, 1, 1);
    plan.keys.push_back(key(KeyAction::Space, KeyKind::Plain, QStringLiteral("space"), Said::tr("空格"),
                            Said::tr("空格"), QRectF(4, 3, space, 1)));
    plan.keys.push_back(right);
    plan.keys.back().place = QRectF(4 + space, 3, 1, 1);
    if (withNewLine)
        plan.keys.push_back(key(KeyAction::NewLine, KeyKind::Soft, QStringLiteral("newline"), Said::tr("换行"),
                                Said::tr("换行"), QRectF(7, 3, 1.25, 1)));
    const double doneWidth = withNewLine ? 1.75 : 2;
    plan.keys.push_back(key(KeyAction::Done, KeyKind::Action, QStringLiteral("done"), Said::tr("完成"),
                            Said::tr("完成"), QRectF(10 - doneWidth, 3, doneWidth, 1)));
}

/** Three columns of digits as on a telephone, and a fourth for what is done with them. */
KeyPlan digitPad()
{
    KeyPlan plan;
    plan.columns = 4;
    plan.widest = 40;
    for (int digit = 1; digit <= 9; ++digit) {
        const QString text = QString::number(digit);
        plan.keys.push_back(typing(text, text, text, text, QRectF((digit - 1) % 3, (digit - 1) / 3, 1, 1)));
    }
    const QString zero = QStringLiteral("0");
    plan.keys.push_back(typing(zero, zero, zero, zero, QRectF(1, 3, 1, 1)));
    plan.keys.push_back(
        key(KeyAction::Delete, KeyKind::Soft, QStringLiteral("delete"), {}, Said::tr("删除"), QRectF(3, 0, 1, 1)));
    plan.keys.push_back(key(KeyAction::Clear, KeyKind::Soft, QStringLiteral("clear"), Said::tr("清空"),
                            Said::tr("清空"), QRectF(3, 1, 1, 1)));
    plan.keys.push_back(key(KeyAction::Done, KeyKind::Action, QStringLiteral("done"), Said::tr("完成"),
                            Said::tr("完成"), QRectF(3, 2, 1, 2)));
    return plan;
}

} // namespace

KeyPlan pinyinPlan(bool withNewLine)
{
    KeyPlan plan;
    addLetters(plan, true, false);
    plan.keys.push_back(key(KeyAction::Divide, KeyKind::Soft, QStringLiteral("divide"), Said::tr("分词"),
                            Said::tr("分词"), QRectF(0, 2, 1.5, 1)));
    const QString comma = QStringLiteral("，");
    const QString stop = QStringLiteral("。");
    addFloor(plan, withNewLine, Said::tr("英文"), typing(QStringLiteral("comma"), comma, Said::tr("逗号"), comma, {}),
             typing(QStringLiteral("period"), stop, Said::tr("句号"), stop, {}));
    return plan;
}

KeyPlan lettersPlan(bool capital, bool withNewLine, bool toPinyin)
{
    KeyPlan plan;
    addLetters(plan, capital, capital);
    plan.keys.push_back(key(KeyAction::Shift, capital ? KeyKind::Action : KeyKind::Soft, QStringLiteral("shift"),
                            Said::tr("大写"), capital ? Said::tr("改为小写") : Said::tr("改为大写"),
                            QRectF(0, 2, 1.5, 1)));
    const QString at = QStringLiteral("@");
    const QString dot = QStringLiteral(".");
    addFloor(plan, withNewLine, toPinyin ? Said::tr("拼音") : QString(),
             typing(QStringLiteral("at"), at, Said::tr("邮箱符号"), at, {}),
             typing(QStringLiteral("dot"), dot, Said::tr("点"), dot, {}));
    return plan;
}

KeyPlan numbersPlan()
{
    KeyPlan plan = digitPad();
    plan.keys.push_back(key(KeyAction::Back, KeyKind::Soft, QStringLiteral("back"), Said::tr("返回"),
                            Said::tr("返回文字"), QRectF(0, 3, 1, 1)));
    const QString dot = QStringLiteral(".");
    plan.keys.push_back(typing(QStringLiteral("dot"), dot, Said::tr("点"), dot, QRectF(2, 3, 1, 1)));
    for (KeySpec &spec : plan.keys) {
        if (spec.action != KeyAction::Clear)
            continue; // inside a text one tap must not throw everything away
        const QString dash = QStringLiteral("-");
        spec = typing(QStringLiteral("dash"), dash, Said::tr("横线"), dash, spec.place);
    }
    return plan;
}

KeyPlan codePlan()
{
    KeyPlan plan;
    const auto addRow = [&plan](const QString &signs, double left, double row) {
        for (const QChar sign : signs) {
            const QString text(sign);
            plan.keys.push_back(typing(text.toLower(), text, text.toLower(), text, QRectF(left, row, 1, 1)));
            left += 1;
        }
    };
    addRow(QStringLiteral("1234567890"), 0, 0);
    addRow(QStringLiteral("QWERTYUIOP"), 0, 1);
    addRow(QStringLiteral("ASDFGHJKL"), 0.5, 2);
    addRow(QStringLiteral("ZXCVBNM"), 0, 3);
    plan.keys.push_back(
        key(KeyAction::Delete, KeyKind::Soft, QStringLiteral("delete"), {}, Said::tr("删除"), QRectF(7, 3, 1.25, 1)));
    plan.keys.push_back(key(KeyAction::Done, KeyKind::Action, QStringLiteral("done"), Said::tr("完成"),
                            Said::tr("完成"), QRectF(8.25, 3, 1.75, 1)));
    return plan;
}

KeyPlan digitsPlan(bool withX)
{
    KeyPlan plan = digitPad();
    const QString x = QStringLiteral("X");
    if (withX)
        plan.keys.push_back(typing(x, x, x, x, QRectF(2, 3, 1, 1)));
    return plan;
}

} // namespace yz
