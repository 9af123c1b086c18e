// SPDX-License-Identifier: Apache-2.0
// The floor of a cold start: a bare widget with one line of Chinese, and nothing else.
#include "first_frame.h"

#include <QApplication>
#include <QLabel>

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    QWidget window;
    window.resize(1080, 1920);
    QLabel label(QStringLiteral("公共法律服务"), &window);
    QFont font(QStringLiteral("Noto Sans CJK SC"));
    font.setPixelSize(32);
    font.setHintingPreference(QFont::PreferNoHinting);
    label.setFont(font);
    label.move(40, 40);
    yz::bench::tellFirstFrame(window);
}
