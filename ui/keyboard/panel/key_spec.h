// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <QString>

#include <vector>

namespace yz {

/** What a tap on a key does. */
enum class KeyAction {
    Type,   ///< its text
    Divide, ///< '
    Shift,
    Delete,
    Clear,
    Space,
    NewLine,
    Done,
    Numbers,  ///< to digits and signs
    Language, ///< between pinyin and letters
    Back,     ///< from digits and signs to the text
};

enum class KeyKind { Plain, Soft, Action };

/** One key, placed on a grid of units that are a key wide and a key tall. */
struct KeySpec
{
    KeyAction action = KeyAction::Type;
    KeyKind kind = KeyKind::Plain;
    QString id;   ///< objectName without "key."
    QString cap;  ///< what is written on it
    QString name; ///< what a screen reader says
    QString text; ///< what it types
    QRectF place;
};

/** A grid of keys. */
struct KeyPlan
{
    int columns = 10;
    int rows = 4;
    double widest = 28; ///< millimetres of one unit: beyond that the block is centred instead
    std::vector<KeySpec> keys;
};

KeyPlan pinyinPlan(bool withNewLine);
/** `toPinyin`: with a key that leads back to pinyin. */
KeyPlan lettersPlan(bool capital, bool withNewLine, bool toPinyin);
/** Digits and signs inside a text. */
KeyPlan numbersPlan();
KeyPlan digitsPlan(bool withX);
/** Capitals under a row of digits, and nothing else. */
KeyPlan codePlan();

} // namespace yz
