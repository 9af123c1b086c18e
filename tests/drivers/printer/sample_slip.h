// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <printer/print_document.h>

namespace yz {

/** A slip such as the product prints, of invented content. */
inline PrintDocument sampleSlip()
{
    using Line = PrintDocument::Line;
    using Size = PrintDocument::Size;
    using Align = PrintDocument::Align;
    using Pair = PrintDocument::Pair;
    PrintDocument slip;
    slip.blocks = {
        Line{QStringLiteral("示范县公共法律服务中心"), Size::Caption, Align::Centre, false},
        Line{QStringLiteral("回执单"), Size::Title, Align::Centre, true},
        PrintDocument::Rule{},
        Line{QStringLiteral("您的单号"), Size::Caption, Align::Centre, false},
        Line{QStringLiteral("YZ0001-261123-0001-7"), Size::Display, Align::Centre, true},
        PrintDocument::Rule{},
        Pair{QStringLiteral("事项"), QStringLiteral("法律援助申请")},
        Pair{QStringLiteral("申请人"), QStringLiteral("王**")},
        Pair{QStringLiteral("证件号"), QStringLiteral("110105********002X")},
        PrintDocument::Gap{2},
        Line{QStringLiteral("材料不齐的，工作人员会一次说清要补什么。对不予援助的决定有意见，可以提出异议。"),
             Size::Caption},
        PrintDocument::QrCode{"YZ1:0199a5b0-0000-7000-8000-000000000001:AAAAAAAAAAAAAAAAAAAAAA",
                              QStringLiteral("凭此码和身份证，可在任一终端查询")},
        Line{QStringLiteral("咨询请拨 12348"), Size::Body, Align::Centre, true},
    };
    return slip;
}

} // namespace yz
