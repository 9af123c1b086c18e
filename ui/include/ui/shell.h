// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/intents.h"
#include "ui/screen_profile.h"
#include "ui/views.h"

#include <QImage>
#include <QWidget>

#include <memory>

namespace yz {

class InputEngine;

/**
 * The one top-level window: header with 返回 · 首页 · 求助, the page, the keyboard, what lies over them.
 * Shows what it is given and says what the citizen wants; decides nothing.
 * Owner: `app/main`. Thread: GUI.
 * Personal data: what the present view carries. Pages are built anew per view kind and destroyed with it, because a
 * text field keeps an undo history that outlives clear().
 */
class Shell : public QWidget
{
    Q_OBJECT
public:
    Shell(const ScreenProfile &profile, const InputEngine &input, QWidget *parent = nullptr);
    ~Shell() override;

    void show(const ScreenView &view);
    using QWidget::show;
    /** A frame of the call, for the page that shows one; copied at once. */
    void showRemote(const QImage &frame);
    void showSelf(const QImage &frame);
    /** What the document camera sees; likewise. */
    void showPage(const QImage &frame);
    /** Size and contrast chosen with the access bar; back to the profile's own at the end of a visit. */
    void resetAccess();

Q_SIGNALS:
    void wants(yz::Intent intent);
    /** Any touch or key: somebody is there. */
    void touched();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace yz
