// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <variant>

namespace yz {

// What the citizen wants, as the screens understand it. No pixel, no widget, no decision.

struct OpenService
{
    QString service;
};
struct Begin ///< from the guide page into the journey
{
};
struct GoBack
{
};
struct GoHome
{
};
struct LeaveNow ///< "yes, leave" on Cover::Leave
{
};
struct AskHelp
{
};
struct CloseCover ///< also: "yes, I am still here"
{
};
struct RetryHere
{
};
struct ConfirmIdentity
{
};
struct NotMe
{
};
struct UseElderMode
{
    bool on = true;
};
/** An answer being formed: journalled, the page stays. Personal data: `value`. */
struct EditAnswer
{
    QString field;
    QStringList value;
};
/** The answer stands: go on. Personal data: `value`. */
struct GiveAnswer
{
    QString field;
    QStringList value;
};
struct ChangeAnswer ///< from the check page back to one question
{
    QString field;
};
struct Submit
{
};
struct PrintAgain
{
};
struct Finish
{
};
struct QuickExit
{
};

using Intent =
    std::variant<OpenService, Begin, GoBack, GoHome, LeaveNow, AskHelp, CloseCover, RetryHere, ConfirmIdentity, NotMe,
                 UseElderMode, EditAnswer, GiveAnswer, ChangeAnswer, Submit, PrintAgain, Finish, QuickExit>;

} // namespace yz
