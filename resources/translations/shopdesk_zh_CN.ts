<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Bar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>BasketController</name>
    <message>
        <source>Sold. A new basket is open.</source>
        <translation>已结账，新的购物篮已打开。</translation>
    </message>
</context>
<context>
    <name>BasketPanel</name>
    <message>
        <source>Basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Fold the basket</source>
        <translation>收起购物篮</translation>
    </message>
    <message>
        <source>Open the basket</source>
        <translation>展开购物篮</translation>
    </message>
    <message>
        <source>Goes with this</source>
        <translation>搭配推荐</translation>
    </message>
    <message>
        <source>Complete sale</source>
        <translation>结账</translation>
    </message>
    <message>
        <source>Complete the sale</source>
        <translation>完成结账</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Empty the basket</source>
        <translation>清空购物篮</translation>
    </message>
    <message>
        <source>The basket is empty. Search with Ctrl+K, scan a barcode, or hold F2 and say a product.</source>
        <translation>购物篮是空的。按 Ctrl+K 搜索、扫描条码，或按住 F2 说出商品名。</translation>
    </message>
    <message>
        <source>Lines of the basket</source>
        <translation>购物篮明细</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加 {0}</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 件商品</translation>
    </message>
    <message>
        <source>{0} items</source>
        <translation>{0} 件商品</translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>Add {0} to the basket</source>
        <translation>将 {0} 加入购物篮</translation>
    </message>
</context>
<context>
    <name>CardGrid</name>
    <message>
        <source>Recommended products</source>
        <translation>推荐商品</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Quantity of {0}</source>
        <translation>{0} 的数量</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>减一件</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一件</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>change tabs</source>
        <translation>切换标签页</translation>
    </message>
    <message>
        <source>search or scan</source>
        <translation>搜索或扫码</translation>
    </message>
    <message>
        <source>hold to speak, from any tab</source>
        <translation>按住说话，任何标签页都可用</translation>
    </message>
    <message>
        <source>choose a candidate</source>
        <translation>选择候选商品</translation>
    </message>
    <message>
        <source>the likely thing: add, choose, confirm</source>
        <translation>执行默认操作：添加、选择、确认</translation>
    </message>
    <message>
        <source>cancel or clear</source>
        <translation>取消或清除</translation>
    </message>
    <message>
        <source>open or paste photos</source>
        <translation>打开或粘贴照片</translation>
    </message>
    <message>
        <source>complete the sale</source>
        <translation>结账</translation>
    </message>
    <message>
        <source>close ShopDesk</source>
        <translation>关闭 ShopDesk</translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation>标签页</translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Ctrl+{0}</source>
        <translation>Ctrl+{0}</translation>
    </message>
    <message>
        <source>Hold to speak (F2)</source>
        <translation>按住说话 (F2)</translation>
    </message>
    <message>
        <source>Change between light and dark</source>
        <translation>切换浅色和深色</translation>
    </message>
    <message>
        <source>Keys (F1)</source>
        <translation>快捷键 (F1)</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong inside ShopDesk; the log has the details. Try again.</source>
        <translation>ShopDesk 内部出错，详情见日志。请重试。</translation>
    </message>
    <message>
        <source>The engine stopped and was started again. Try once more.</source>
        <translation>引擎曾意外停止，现已重新启动。请再试一次。</translation>
    </message>
    <message>
        <source>There is no file {path}. Check the name.</source>
        <translation>找不到文件 {path}。请检查文件名。</translation>
    </message>
    <message>
        <source>{path} cannot be read. Check that you may open it.</source>
        <translation>无法读取 {path}。请确认您有权打开它。</translation>
    </message>
    <message>
        <source>{path} is there already. Choose another folder.</source>
        <translation>{path} 已存在。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written. Check the folder and the free space.</source>
        <translation>无法写入 {path}。请检查文件夹和剩余空间。</translation>
    </message>
    <message>
        <source>There is no product {product_id}. Search for it by name.</source>
        <translation>没有商品 {product_id}。请按名称搜索。</translation>
    </message>
    <message>
        <source>There is no customer {customer_id}. Check the number.</source>
        <translation>没有顾客 {customer_id}。请检查编号。</translation>
    </message>
    <message>
        <source>There is no method {method}. Use hybrid, content, user, item or popularity.</source>
        <translation>没有名为 {method} 的方法。请使用 hybrid、content、user、item 或 popularity。</translation>
    </message>
    <message>
        <source>This product has no price history yet. Set its price first.</source>
        <translation>该商品还没有价格记录。请先设置价格。</translation>
    </message>
    <message>
        <source>There is no price model {model}. Use auto for the best one.</source>
        <translation>没有价格模型 {model}。请使用 auto 自动选择最佳模型。</translation>
    </message>
    <message>
        <source>A forecast can reach 1 to 104 weeks ahead, not {horizon}.</source>
        <translation>只能预测未来 1 到 104 周，不能是 {horizon}。</translation>
    </message>
    <message>
        <source>{path} is not a picture that can be read. Save it again as JPEG or PNG.</source>
        <translation>{path} 不是可读取的图片。请重新保存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>{path} is too large. Make it smaller than 80 megapixels.</source>
        <translation>{path} 太大。请缩小到 8000 万像素以下。</translation>
    </message>
    <message>
        <source>{path} is not a sound file that can be read. Use a WAV file.</source>
        <translation>{path} 不是可读取的声音文件。请使用 WAV 文件。</translation>
    </message>
    <message>
        <source>The model {name} is not installed. Install ShopDesk again.</source>
        <translation>模型 {name} 未安装。请重新安装 ShopDesk。</translation>
    </message>
    <message>
        <source>The model {name} is damaged and was not used. Install ShopDesk again.</source>
        <translation>模型 {name} 已损坏，未被使用。请重新安装 ShopDesk。</translation>
    </message>
    <message>
        <source>What was learned from photos is damaged. Teach the photos again.</source>
        <translation>从照片学到的内容已损坏。请重新教照片。</translation>
    </message>
    <message>
        <source>Sound input is not installed. Install PortAudio, or type the words.</source>
        <translation>未安装声音输入组件。请安装 PortAudio，或直接输入文字。</translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in, or type the words or drop a WAV file.</source>
        <translation>没有找到麦克风。请插入麦克风，或直接输入文字，或拖入 WAV 文件。</translation>
    </message>
    <message>
        <source>The microphone {name} gives no sound. Check it, or choose another.</source>
        <translation>麦克风 {name} 没有声音。请检查，或换一个麦克风。</translation>
    </message>
    <message>
        <source>The microphone gives only silence. Check that it is switched on.</source>
        <translation>麦克风没有录到任何声音。请确认它已打开。</translation>
    </message>
    <message>
        <source>There is no shop in {path}. Make a demo shop with: shopdesk demo DIR</source>
        <translation>{path} 中没有店铺。可用此命令创建演示店铺：shopdesk demo DIR</translation>
    </message>
    <message>
        <source>The shop&apos;s file {path} is damaged. Restore a backup.</source>
        <translation>店铺文件 {path} 已损坏。请从备份恢复。</translation>
    </message>
    <message>
        <source>The shop&apos;s folder {path} cannot be written. Check its permissions.</source>
        <translation>无法写入店铺文件夹 {path}。请检查权限。</translation>
    </message>
    <message>
        <source>The basket is empty. Add a product first.</source>
        <translation>购物篮是空的。请先添加商品。</translation>
    </message>
    <message>
        <source>The self-test got no answer from {what}. Look at the log.</source>
        <translation>自检没有收到 {what} 的响应。请查看日志。</translation>
    </message>
    <message>
        <source>This shop has no products. Run the self-test on the demo shop.</source>
        <translation>这个店铺没有商品。请在演示店铺上运行自检。</translation>
    </message>
    <message>
        <source>This shop has no pictures. Run the self-test on the demo shop.</source>
        <translation>这个店铺没有图片。请在演示店铺上运行自检。</translation>
    </message>
    <message>
        <source>There are no pictures in {path}. Choose photos or another folder.</source>
        <translation>{path} 中没有图片。请选择照片或其他文件夹。</translation>
    </message>
    <message>
        <source>This database cannot be opened. Check the URL after --database.</source>
        <translation>无法打开该数据库。请检查 --database 后面的地址。</translation>
    </message>
    <message>
        <source>No product has the barcode {barcode}. Search for it by name.</source>
        <translation>没有条码为 {barcode} 的商品。请按名称搜索。</translation>
    </message>
    <message>
        <source>{text} names no column. Write FIELD=COLUMN.</source>
        <translation>{text} 没有指明列。请写成 FIELD=COLUMN（字段=列名）。</translation>
    </message>
    <message>
        <source>Another program is using {path}. Try again in a moment.</source>
        <translation>另一个程序正在使用 {path}。请稍后重试。</translation>
    </message>
    <message>
        <source>{path} could not be saved. Check the free space of the disk.</source>
        <translation>无法保存 {path}。请检查磁盘剩余空间。</translation>
    </message>
    <message>
        <source>{path} was made by a newer ShopDesk (version {version}). Update ShopDesk.</source>
        <translation>{path} 由更新版本的 ShopDesk（版本 {version}）创建。请升级 ShopDesk。</translation>
    </message>
    <message>
        <source>A product needs a name. Give it one.</source>
        <translation>商品必须有名称。请填写名称。</translation>
    </message>
    <message>
        <source>There is a product {product_id} already. Choose another number.</source>
        <translation>商品 {product_id} 已存在。请换一个编号。</translation>
    </message>
    <message>
        <source>Another product has the SKU {sku}. Use a different one.</source>
        <translation>另一个商品已使用货号 {sku}。请换一个。</translation>
    </message>
    <message>
        <source>Another product has the barcode {barcode}. Check the code.</source>
        <translation>另一个商品已使用条码 {barcode}。请核对条码。</translation>
    </message>
    <message>
        <source>A price cannot be below zero. Enter another one.</source>
        <translation>价格不能小于零。请重新输入。</translation>
    </message>
    <message>
        <source>There is a customer {customer_id} already. Choose another number.</source>
        <translation>顾客 {customer_id} 已存在。请换一个编号。</translation>
    </message>
    <message>
        <source>{quantity} is not a possible quantity. Enter a number from 0 to 100,000.</source>
        <translation>数量不能是 {quantity}。请输入 0 到 100,000 之间的数字。</translation>
    </message>
    <message>
        <source>There is a shop in {path} already. Choose another folder.</source>
        <translation>{path} 中已有店铺。请选择其他文件夹。</translation>
    </message>
    <message>
        <source>A demo shop of this size is not possible. Choose other numbers.</source>
        <translation>无法创建这种规模的演示店铺。请换其他数字。</translation>
    </message>
    <message>
        <source>{path} is larger than 1 GB. Cut it into parts.</source>
        <translation>{path} 超过 1 GB。请拆分成几个文件。</translation>
    </message>
    <message>
        <source>{kind} cannot be imported. Choose products, sales or prices.</source>
        <translation>无法导入 {kind}。请选择 products（商品）、sales（销售）或 prices（价格）。</translation>
    </message>
    <message>
        <source>{mode} is no way to import. Choose create, update or both.</source>
        <translation>没有 {mode} 这种导入方式。请选择 create（新增）、update（更新）或 both（两者）。</translation>
    </message>
    <message>
        <source>There is no import {import_id}. Check the number.</source>
        <translation>没有编号为 {import_id} 的导入。请检查编号。</translation>
    </message>
    <message>
        <source>Import {import_id} was taken back already. Nothing is left to do.</source>
        <translation>导入 {import_id} 已经撤销，无需再操作。</translation>
    </message>
    <message>
        <source>The row has no name. Fill it in.</source>
        <translation>该行没有名称。请填写。</translation>
    </message>
    <message>
        <source>The row has no price. Fill it in.</source>
        <translation>该行没有价格。请填写。</translation>
    </message>
    <message>
        <source>The row has no basket number. Fill it in.</source>
        <translation>该行没有购物篮编号。请填写。</translation>
    </message>
    <message>
        <source>{text} in {column} is not a clear price. Write it like 1.99.</source>
        <translation>{column} 列中的 {text} 不是明确的价格。请写成 1.99 这样的格式。</translation>
    </message>
    <message>
        <source>{text} in {column} is not a usable number. Correct it.</source>
        <translation>{column} 列中的 {text} 不是可用的数字。请更正。</translation>
    </message>
    <message>
        <source>{text} in {column} is not a date. Write it like 2026-03-01 10:00.</source>
        <translation>{column} 列中的 {text} 不是日期。请写成 2026-03-01 10:00 这样的格式。</translation>
    </message>
    <message>
        <source>There is no product {product}. Import the products first.</source>
        <translation>没有商品 {product}。请先导入商品。</translation>
    </message>
    <message>
        <source>The price table lacks {columns}. Add them.</source>
        <translation>价格表缺少 {columns}。请补上。</translation>
    </message>
    <message>
        <source>The step {freq} is not known. Choose day, week or month.</source>
        <translation>无法识别时间间隔 {freq}。请选择日、周或月。</translation>
    </message>
    <message>
        <source>{horizon} steps cannot be forecast. Choose at least 1.</source>
        <translation>无法预测 {horizon} 期。请至少选择 1 期。</translation>
    </message>
    <message>
        <source>There is no price model {model}. Choose one of {models}.</source>
        <translation>没有价格模型 {model}。请从 {models} 中选择。</translation>
    </message>
    <message>
        <source>The bands {levels} are not possible. Choose numbers between 0 and 100.</source>
        <translation>区间 {levels} 无效。请选择 0 到 100 之间的数字。</translation>
    </message>
    <message>
        <source>{origins} backtests are too few. Choose at least 1.</source>
        <translation>{origins} 次回测太少。请至少选择 1 次。</translation>
    </message>
    <message>
        <source>A window of {window} is not possible. Choose at least 1.</source>
        <translation>窗口长度不能是 {window}。请至少选择 1。</translation>
    </message>
    <message>
        <source>Order {order} at lag {lag} does not fit this history. Choose smaller whole numbers.</source>
        <translation>阶数 {order}、滞后 {lag} 不适合这段价格记录。请选择更小的整数。</translation>
    </message>
    <message>
        <source>Nothing has been learned yet. Import sales first, then try again.</source>
        <translation>还没有学到任何内容。请先导入销售记录，然后重试。</translation>
    </message>
    <message>
        <source>The data has no column {columns}. Add it and import again.</source>
        <translation>数据中没有 {columns} 列。请补上后重新导入。</translation>
    </message>
    <message>
        <source>There are no usable ratings. Import ratings with customer, product and a number.</source>
        <translation>没有可用的评分。请导入包含顾客、商品和分数的评分数据。</translation>
    </message>
    <message>
        <source>There is no comparison called {name}. Choose pearson, euclidean or cosine.</source>
        <translation>没有名为 {name} 的比较方法。请选择 pearson、euclidean 或 cosine。</translation>
    </message>
    <message>
        <source>There is no weight called {name}. Use content, behaviour, repeat or popularity.</source>
        <translation>没有名为 {name} 的权重。请使用 content、behaviour、repeat 或 popularity。</translation>
    </message>
    <message>
        <source>A weight is not a number ({name}). Move the slider again.</source>
        <translation>有一个权重不是数字（{name}）。请重新拖动滑块。</translation>
    </message>
    <message>
        <source>There is no evaluation called {name}. Choose last_basket or leave_one_item_out.</source>
        <translation>没有名为 {name} 的评估方法。请选择 last_basket 或 leave_one_item_out。</translation>
    </message>
    <message>
        <source>No photos of this product were taught. Teach it a photo first.</source>
        <translation>还没有教过这个商品的照片。请先教它一张照片。</translation>
    </message>
    <message>
        <source>Photos were added but not learned yet. Teach one of them again.</source>
        <translation>照片已添加但还没有学习。请再教其中一张。</translation>
    </message>
    <message>
        <source>{need} photos are needed and there are {have}. Add more photos.</source>
        <translation>需要 {need} 张照片，现在有 {have} 张。请再添加一些。</translation>
    </message>
    <message>
        <source>Nothing was learned for this check yet. Teach it good specimens first.</source>
        <translation>这项检查还没有学到任何内容。请先用合格品教它。</translation>
    </message>
    <message>
        <source>A sample rate of {rate} is not supported. Use 8,000 to 96,000.</source>
        <translation>不支持采样率 {rate}。请使用 8,000 到 96,000。</translation>
    </message>
    <message>
        <source>The sound has a shape that is not known. Use one or two channels.</source>
        <translation>无法识别声音的格式。请使用单声道或双声道。</translation>
    </message>
    <message>
        <source>The products need a number and a name, but have {columns}.</source>
        <translation>商品需要编号和名称，但现有的列是 {columns}。</translation>
    </message>
    <message>
        <source>There is no product {product_id}. Choose one from the catalog.</source>
        <translation>没有商品 {product_id}。请从商品目录中选择。</translation>
    </message>
    <message>
        <source>Nothing was heard in take {take}. Say it again, closer to the microphone.</source>
        <translation>第 {take} 次录音没有听到声音。请靠近麦克风再说一次。</translation>
    </message>
    <message>
        <source>There is no recording to learn from. Say the name three times.</source>
        <translation>没有可供学习的录音。请把名称说三遍。</translation>
    </message>
    <message>
        <source>The taught words in {path} are damaged. Delete the file and teach them again.</source>
        <translation>{path} 中教过的词语已损坏。请删除该文件并重新教一遍。</translation>
    </message>
    <message>
        <source>{clips} clips and {labels} labels do not fit. Give one label per clip.</source>
        <translation>{clips} 段录音与 {labels} 个标签对不上。请给每段录音一个标签。</translation>
    </message>
    <message>
        <source>The recogniser has learned nothing yet. Teach it some words.</source>
        <translation>识别器还没有学到任何内容。请先教它一些词语。</translation>
    </message>
    <message>
        <source>A model with {states} states cannot be made. Check states, symbols and kind.</source>
        <translation>无法建立有 {states} 个状态的模型。请检查状态数、符号数和类型。</translation>
    </message>
    <message>
        <source>There are no observations. Give at least one sequence.</source>
        <translation>没有观测数据。请至少提供一个序列。</translation>
    </message>
    <message>
        <source>Symbols must be from 0 to below {symbols}.</source>
        <translation>符号必须从 0 开始且小于 {symbols}。</translation>
    </message>
    <message>
        <source>The observations contain missing or infinite values. Clean them.</source>
        <translation>观测数据中有缺失值或无穷值。请先清理数据。</translation>
    </message>
    <message>
        <source>Observations and states differ in length. Give one state per observation.</source>
        <translation>观测数据与状态的长度不同。请给每个观测值一个状态。</translation>
    </message>
    <message>
        <source>The model gives these observations no chance. Start from other parameters.</source>
        <translation>模型认为这些观测数据不可能出现。请换用其他初始参数。</translation>
    </message>
    <message>
        <source>{path} is not a table that can be read. Save it as CSV.</source>
        <translation>{path} 不是可读取的表格。请另存为 CSV。</translation>
    </message>
    <message>
        <source>{path} lacks a column it needs ({wanted}); it has {found}. Name the columns with a mapping.</source>
        <translation>{path} 缺少必需的列（{wanted}）；现有的列：{found}。请指定列的对应关系。</translation>
    </message>
    <message>
        <source>With {product} in {count} of {of} baskets, {lift} times more often than by chance</source>
        <translation>与 {product} 同购：{count}/{of} 单，{lift} 倍于偶然</translation>
    </message>
    <message>
        <source>Like {product} ({similarity} % alike)</source>
        <translation>与 {product} 相似（相似度 {similarity}%）</translation>
    </message>
    <message>
        <source>Bought by {count} of {of} similar shoppers</source>
        <translation>{of} 位相似顾客中有 {count} 位买过</translation>
    </message>
    <message>
        <source>Buys it about every {every_days} days, last {days_since} days ago</source>
        <translation>大约每 {every_days} 天买一次，上次是 {days_since} 天前</translation>
    </message>
    <message>
        <source>Bought it {days_since} days ago</source>
        <translation>{days_since} 天前买过</translation>
    </message>
    <message>
        <source>Popular: in {count} baskets in the last {days} days</source>
        <translation>热销：近 {days} 天有 {count} 单</translation>
    </message>
    <message>
        <source>Same kind: {category}</source>
        <translation>同类商品：{category}</translation>
    </message>
    <message>
        <source>Often bought at this time ({count} baskets)</source>
        <translation>这个时段常有人买（{count} 单）</translation>
    </message>
    <message>
        <source>Trend: {per_cent} % a month</source>
        <translation>趋势：每月 {per_cent}%</translation>
    </message>
    <message>
        <source>The season explains {share} % of the changes</source>
        <translation>价格变化的 {share}% 来自季节因素</translation>
    </message>
    <message>
        <source>Past error {mase} against {naive_mase} for the last price</source>
        <translation>过往误差 {mase}，直接沿用上次价格则为 {naive_mase}</translation>
    </message>
    <message>
        <source>The price stays where it is</source>
        <translation>价格保持不变</translation>
    </message>
    <message>
        <source>The history is too short for a firm forecast.</source>
        <translation>价格记录太短，预测不够可靠。</translation>
    </message>
    <message>
        <source>Nothing beats the last price here, so it is the forecast.</source>
        <translation>没有模型比上次价格更准，因此直接以它作为预测。</translation>
    </message>
    <message>
        <source>On past prices, the last price was at least as good a guess.</source>
        <translation>从过去的价格看，直接用最近价格预测至少同样准确。</translation>
    </message>
    <message>
        <source>The price has never changed.</source>
        <translation>价格从未变过。</translation>
    </message>
    <message>
        <source>Learning from the sales</source>
        <translation>正在学习销售记录</translation>
    </message>
    <message>
        <source>Learning the catalog&apos;s pictures</source>
        <translation>正在学习商品图片</translation>
    </message>
    <message>
        <source>Learning the photos</source>
        <translation>正在学习照片</translation>
    </message>
    <message>
        <source>Recognising photos</source>
        <translation>正在识别照片</translation>
    </message>
    <message>
        <source>Loading the voice model</source>
        <translation>正在加载语音模型</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>PhotosController</name>
    <message>
        <source>There is no picture in what was dropped.</source>
        <translation>拖入的内容中没有图片。</translation>
    </message>
    <message>
        <source>Not looked at. Drop it again.</source>
        <translation>尚未识别。请重新拖入。</translation>
    </message>
    <message>
        <source>barcode {0}</source>
        <translation>条码 {0}</translation>
    </message>
    <message>
        <source>blurred</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>too dark</source>
        <translation>太暗</translation>
    </message>
    <message>
        <source>too bright</source>
        <translation>太亮</translation>
    </message>
    <message>
        <source>too small</source>
        <translation>太小</translation>
    </message>
    <message>
        <source>Learned {0} photos of {1}.</source>
        <translation>已学习 {0} 张“{1}”的照片。</translation>
    </message>
</context>
<context>
    <name>PhotosView</name>
    <message>
        <source>There is no picture to paste. Copy one first.</source>
        <translation>没有可粘贴的图片。请先复制一张。</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation>打开照片</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>把照片拖到这里</translation>
    </message>
    <message>
        <source>Drop photos or a folder, paste one with Ctrl+V, or open some. ShopDesk says which product each one shows, and learns the ones you teach.</source>
        <translation>拖入照片或文件夹，按 Ctrl+V 粘贴，或打开照片。ShopDesk 会认出每张照片是什么商品，也会学习您教它的商品。</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>打开照片…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>Drop more photos here, or paste with Ctrl+V.</source>
        <translation>可继续拖入照片，或按 Ctrl+V 粘贴。</translation>
    </message>
    <message>
        <source>Teach this photo</source>
        <translation>教这张照片</translation>
    </message>
    <message>
        <source>Teach which product the selected photos show</source>
        <translation>告诉 ShopDesk 所选照片是哪个商品</translation>
    </message>
    <message>
        <source>Which product is it?</source>
        <translation>这是哪个商品？</translation>
    </message>
    <message>
        <source>Find the product to teach</source>
        <translation>查找要教的商品</translation>
    </message>
    <message>
        <source>Products to teach</source>
        <translation>可教的商品</translation>
    </message>
    <message>
        <source>No photo yet</source>
        <translation>还没有照片</translation>
    </message>
    <message>
        <source>Keys 1 to 5 choose a product, Enter puts it into the basket.</source>
        <translation>按 1 到 5 选择商品，按 Enter 放入购物篮。</translation>
    </message>
    <message>
        <source>Not sure. Choose the right product, or teach it.</source>
        <translation>不太确定。请选择正确的商品，或教它认识。</translation>
    </message>
</context>
<context>
    <name>PricePlot</name>
    <message>
        <source>Price chart</source>
        <translation>价格图表</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>季节</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>其余波动</translation>
    </message>
    <message>
        <source>forecast {0}</source>
        <translation>预测 {0}</translation>
    </message>
    <message>
        <source>price {0}</source>
        <translation>价格 {0}</translation>
    </message>
    <message>
        <source>average {0}</source>
        <translation>平均 {0}</translation>
    </message>
</context>
<context>
    <name>PricesController</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Last price</source>
        <translation>上次价格</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Theta</source>
        <translation>Theta 法</translation>
    </message>
    <message>
        <source>Last season</source>
        <translation>上一周期</translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation>移动平均</translation>
    </message>
    <message>
        <source>Differencing</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>Seasonal decomposition</source>
        <translation>季节分解</translation>
    </message>
    <message>
        <source>Neural net (MLP)</source>
        <translation>神经网络 (MLP)</translation>
    </message>
    <message>
        <source>Recurrent net (RNN)</source>
        <translation>循环网络 (RNN)</translation>
    </message>
    <message>
        <source>Long memory net (LSTM)</source>
        <translation>长短期记忆网络 (LSTM)</translation>
    </message>
</context>
<context>
    <name>PricesView</name>
    <message>
        <source>Season and trend of the whole shop</source>
        <translation>全店的季节与趋势</translation>
    </message>
    <message>
        <source>Model in use: {0}</source>
        <translation>当前模型：{0}</translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation>查找商品</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 天</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>average of </source>
        <translation>平均期数 </translation>
    </message>
    <message>
        <source>Length of the moving average</source>
        <translation>移动平均的长度</translation>
    </message>
    <message>
        <source>Moving average: how many values it spans</source>
        <translation>移动平均：取多少个值来平均</translation>
    </message>
    <message>
        <source>Show parts</source>
        <translation>显示分解</translation>
    </message>
    <message>
        <source>Show trend, season and rest</source>
        <translation>显示趋势、季节和其余波动</translation>
    </message>
    <message>
        <source>Seasonal decomposition: trend, season and rest</source>
        <translation>季节分解：趋势、季节和其余波动</translation>
    </message>
    <message>
        <source>Green: price. Brown: average. Blue: forecast, dark and light bands.</source>
        <translation>绿色：价格。棕色：平均值。蓝色：预测，深浅色带为预测区间。</translation>
    </message>
    <message>
        <source>Where does the price go?</source>
        <translation>价格会怎么走？</translation>
    </message>
    <message>
        <source>Choose a product at the left to see how its price moved and what it will likely cost.</source>
        <translation>在左侧选择商品，查看它的价格走势和未来的大致价格。</translation>
    </message>
    <message>
        <source>Show the first product</source>
        <translation>显示第一个商品</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>How far ahead</source>
        <translation>预测多远</translation>
    </message>
    <message>
        <source>{0} weeks ahead</source>
        <translation>未来 {0} 周</translation>
    </message>
    <message>
        <source>Outlook</source>
        <translation>展望</translation>
    </message>
    <message>
        <source>The forecast appears here.</source>
        <translation>预测会显示在这里。</translation>
    </message>
    <message>
        <source>expected at the end; {0} % sure between {1} and {2}</source>
        <translation>期末预计；{0}% 的把握在 {1} 到 {2} 之间</translation>
    </message>
</context>
<context>
    <name>RecommendController</name>
    <message>
        <source>The basket</source>
        <translation>当前购物篮</translation>
    </message>
</context>
<context>
    <name>RecommendView</name>
    <message>
        <source>Basket</source>
        <translation>购物篮</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>顾客</translation>
    </message>
    <message>
        <source>Recommend for</source>
        <translation>推荐依据</translation>
    </message>
    <message>
        <source>The basket</source>
        <translation>当前购物篮</translation>
    </message>
    <message>
        <source>Find a product or customer</source>
        <translation>查找商品或顾客</translation>
    </message>
    <message>
        <source>Products or customers to choose from</source>
        <translation>可选的商品或顾客</translation>
    </message>
    <message>
        <source>The list follows the basket at the right.</source>
        <translation>列表会随右侧购物篮变化。</translation>
    </message>
    <message>
        <source>Best mix</source>
        <translation>综合推荐</translation>
    </message>
    <message>
        <source>Alike</source>
        <translation>相似商品</translation>
    </message>
    <message>
        <source>Similar customers</source>
        <translation>相似顾客</translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation>一起购买</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Hybrid of all methods</source>
        <translation>综合所有方法</translation>
    </message>
    <message>
        <source>Content-based: alike by name, kind, brand and price</source>
        <translation>基于内容：名称、类别、品牌和价格相似</translation>
    </message>
    <message>
        <source>User-based collaborative filtering</source>
        <translation>基于用户的协同过滤</translation>
    </message>
    <message>
        <source>Item-based collaborative filtering</source>
        <translation>基于商品的协同过滤</translation>
    </message>
    <message>
        <source>What goes with it?</source>
        <translation>搭配什么好？</translation>
    </message>
    <message>
        <source>Put a product into the basket, or choose a product or a customer at the left. ShopDesk then shows what is bought with it, and says why.</source>
        <translation>把商品放入购物篮，或在左侧选择商品或顾客。ShopDesk 会显示常一起购买的商品，并说明理由。</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>选择商品</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>推荐理由</translation>
    </message>
    <message>
        <source>Click a product to see why it is here.</source>
        <translation>点击商品查看推荐理由。</translation>
    </message>
    <message>
        <source>Add to basket</source>
        <translation>加入购物篮</translation>
    </message>
    <message>
        <source>What goes with it</source>
        <translation>查看搭配商品</translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation>查找商品</translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation>查找顾客</translation>
    </message>
    <message>
        <source>Choose a customer</source>
        <translation>选择顾客</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>How well it fits: {0}</source>
        <translation>匹配程度：{0}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add {0} to the basket</source>
        <translation>将 {0} 加入购物篮</translation>
    </message>
    <message>
        <source>What goes with {0}</source>
        <translation>与 {0} 搭配的商品</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search or scan  (Ctrl+K)</source>
        <translation>搜索或扫码  (Ctrl+K)</translation>
    </message>
    <message>
        <source>Search or scan a product</source>
        <translation>搜索或扫描商品</translation>
    </message>
    <message>
        <source>Products found</source>
        <translation>找到的商品</translation>
    </message>
    <message>
        <source>Nothing found for “{0}”. Try fewer letters.</source>
        <translation>没有找到“{0}”。请减少几个字再试。</translation>
    </message>
    <message>
        <source>{0} of {1}. Enter adds, arrow keys move, Esc closes.</source>
        <translation>显示 {0} 个，共 {1} 个。Enter 添加，方向键移动，Esc 关闭。</translation>
    </message>
    <message>
        <source>barcode</source>
        <translation>条码</translation>
    </message>
    <message>
        <source>article number</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>exact name</source>
        <translation>名称完全一致</translation>
    </message>
    <message>
        <source>all words</source>
        <translation>包含所有词</translation>
    </message>
    <message>
        <source>begins with it</source>
        <translation>以此开头</translation>
    </message>
    <message>
        <source>contains it</source>
        <translation>包含此内容</translation>
    </message>
    <message>
        <source>similar spelling</source>
        <translation>拼写相近</translation>
    </message>
</context>
<context>
    <name>ShopDesk</name>
    <message>
        <source>Engine starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>引擎已就绪</translation>
    </message>
    <message>
        <source>Engine not ready</source>
        <translation>引擎未就绪</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>取消当前任务</translation>
    </message>
</context>
<context>
    <name>TalkButton</name>
    <message>
        <source>Hold to speak</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Hold it, or hold Space or F2, and say a product</source>
        <translation>按住它，或按住空格键或 F2，说出商品名</translation>
    </message>
</context>
<context>
    <name>TileDelegate</name>
    <message>
        <source>looking…</source>
        <translation>识别中…</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>不确定</translation>
    </message>
</context>
<context>
    <name>VoiceView</name>
    <message>
        <source>Hold to speak</source>
        <translation>按住说话</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>正在打开麦克风…</translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation>正在听…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在识别…</translation>
    </message>
    <message>
        <source>Heard nothing</source>
        <translation>没听到声音</translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation>没有麦克风</translation>
    </message>
    <message>
        <source>Hold Space or F2, say a product, let go.</source>
        <translation>按住空格键或 F2，说出商品名，然后松开。</translation>
    </message>
    <message>
        <source>Let go when you are done. Esc cancels.</source>
        <translation>说完后松开。按 Esc 取消。</translation>
    </message>
    <message>
        <source>Hold the key a little longer and speak closer to the microphone.</source>
        <translation>请按住久一点，靠近麦克风说话。</translation>
    </message>
    <message>
        <source>Plug one in, or type the product below.</source>
        <translation>请插入麦克风，或在下方输入商品名。</translation>
    </message>
    <message>
        <source>Enter adds the first; 1 to 5 choose another.</source>
        <translation>Enter 添加第一个；按 1 到 5 选择其他。</translation>
    </message>
    <message>
        <source>Not sure which one. Choose with 1 to 5, or correct the words and press Enter.</source>
        <translation>不确定是哪一个。按 1 到 5 选择，或修改文字后按 Enter。</translation>
    </message>
    <message>
        <source>No product sounds like this. Correct the words and press Enter.</source>
        <translation>没有读音相近的商品。请修改文字后按 Enter。</translation>
    </message>
    <message>
        <source>Quantity heard: {0}</source>
        <translation>听到的数量：{0}</translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation>声音文件</translation>
    </message>
    <message>
        <source>Open a sound file</source>
        <translation>打开声音文件</translation>
    </message>
    <message>
        <source>What was heard stands here; you can also type</source>
        <translation>识别结果显示在这里，也可直接输入</translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Open a sound file…</source>
        <translation>打开声音文件…</translation>
    </message>
    <message>
        <source>Say a product and how many, such as “two whole milk”. The ring around the button moves when the microphone hears you. Nothing you say leaves this computer.</source>
        <translation>说出商品和数量（英语），例如“two whole milk”。麦克风听到声音时，按钮周围的圆环会动。您说的话不会离开这台电脑。</translation>
    </message>
    <message>
        <source>You can also drop a sound file on this tab.</source>
        <translation>也可以把声音文件拖到此标签页。</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>none left</source>
        <translation>无货</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩 {0}</translation>
    </message>
</context>
</TS>
